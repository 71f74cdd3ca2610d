package ticketing.expiration;

import java.time.Instant;
import ticketing.contracts.events.OrderState;

/** What expiration-svc decides. */
public final class ExpirationDecision {

  private ExpirationDecision() {}

  public static boolean schedules(OrderState order, Instant now) {
    return !OrderHandler.isStale(order, now);
  }
}
