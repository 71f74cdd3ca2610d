package ticketing.chassis.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether callers are held to rates and amounts: always, but for load tests. */
public enum RateLimits {
  ON,
  OFF;

  private static final Logger LOG = LoggerFactory.getLogger(RateLimits.class);

  /** Whether they are; an application asks once, at its start, and says when they are not. */
  public boolean hold() {
    if (this == OFF) {
      LOG.warn("RATE_LIMITS=off: callers are held to no rates and amounts, as load tests need it");
    }
    return this == ON;
  }
}
