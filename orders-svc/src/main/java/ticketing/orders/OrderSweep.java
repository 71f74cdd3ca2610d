package ticketing.orders;

import io.dropwizard.core.setup.Environment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.EventLog;

/** Expires orders whose hint NATS lost or told too early, some seconds late. */
final class OrderSweep implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(OrderSweep.class);
  private static final int LIMIT = 100;
  private static final int SECONDS = 5;

  private final Jdbi jdbi;
  private final OrderChanges changes;

  private OrderSweep(Jdbi jdbi, EventLog log) {
    this.jdbi = jdbi;
    this.changes = new OrderChanges(log);
  }

  /** Sweeps every five seconds while the application runs. */
  static void start(Jdbi jdbi, EventLog log, Environment environment) {
    var unused =
        environment
            .lifecycle()
            .scheduledExecutorService("order-sweep", true)
            .build()
            .scheduleWithFixedDelay(new OrderSweep(jdbi, log), SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void run() {
    try {
      int swept = LIMIT;
      while (swept == LIMIT) {
        swept = jdbi.inTransaction(this::sweep);
      }
    } catch (RuntimeException | Error e) {
      // Whatever is thrown out of here ends the schedule.
      LOG.warn("The sweep of overdue orders goes on later: {}", e.toString());
    }
  }

  private int sweep(Handle handle) {
    List<Decision<Order>> decisions = decide(handle.attach(OrderDao.class));
    decisions.forEach(decision -> changes.apply(handle, decision));
    return decisions.size();
  }

  static List<Decision<Order>> decide(OrderDao orders) {
    List<Order> overdue = orders.lockOverdue(LIMIT);
    var now = orders.now();
    return overdue.stream()
        .map(order -> {
          LOG.warn("Order {} was not expired in time, expiring it now", order.id());
          return order.expire(now);
        })
        .toList();
  }
}
