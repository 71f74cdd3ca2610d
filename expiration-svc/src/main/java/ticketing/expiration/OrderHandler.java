package ticketing.expiration;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.events.DurableHearing;
import ticketing.chassis.events.Event;
import ticketing.contracts.events.OrderState;

/** Schedules each order's due. */
final class OrderHandler implements DurableHearing.Handler {

  private static final Logger LOG = LoggerFactory.getLogger(OrderHandler.class);
  // What is past its time by less is told at once; older ones the sweep of orders-svc had long ago.
  private static final Duration STALE = Duration.ofHours(1);

  private final Schedules schedules;
  private final InstantSource clock;

  OrderHandler(Schedules schedules, InstantSource clock) {
    this.schedules = schedules;
    this.clock = clock;
  }

  @Override
  public void hear(Event<?> event) throws IOException {
    if (!(event.state() instanceof OrderState order)) {
      return;
    }
    if (isStale(order, clock.instant())) {
      LOG.debug("Order {} expired long ago", order.id());
      return;
    }
    schedules.schedule(order.id(), order.expiresAt());
  }

  static boolean isStale(OrderState order, Instant now) {
    return order.expiresAt().isBefore(now.minus(STALE));
  }
}
