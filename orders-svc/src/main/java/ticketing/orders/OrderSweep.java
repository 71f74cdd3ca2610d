package ticketing.orders;

import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.database.Sweep;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.EventLog;

/** Expires orders whose hint NATS lost or told too early, some seconds late. */
final class OrderSweep {

  private static final Logger LOG = LoggerFactory.getLogger(OrderSweep.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final OrderChanges changes;
  private final ExpiryLateness lateness;

  private OrderSweep(EventLog log, ExpiryLateness lateness) {
    this.changes = new OrderChanges(log);
    this.lateness = lateness;
  }

  /** Sweeps every five seconds while the application runs. */
  static void start(Jdbi jdbi, EventLog log, ExpiryLateness lateness, Environment environment) {
    var sweep = new OrderSweep(log, lateness);
    Sweep.start(
        "order-sweep",
        PAUSE,
        limit -> jdbi.inTransaction(handle -> sweep.expire(handle, limit)),
        environment);
  }

  private int expire(Handle handle, int limit) {
    List<Decision<Order>> decisions = decide(handle.attach(OrderDao.class), limit);
    decisions.forEach(decision -> {
      changes.apply(handle, decision);
      lateness.see(handle, decision);
    });
    return decisions.size();
  }

  static List<Decision<Order>> decide(OrderDao orders, int limit) {
    List<Order> overdue = orders.lockOverdue(limit);
    var now = orders.now();
    return overdue.stream()
        .map(order -> {
          LOG.warn("Order {} was not expired in time, expiring it now", order.id());
          return order.expire(now);
        })
        .toList();
  }
}
