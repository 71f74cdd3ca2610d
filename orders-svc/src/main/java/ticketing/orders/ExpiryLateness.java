package ticketing.orders;

import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.observe.Metrics;
import ticketing.contracts.CancelReason;

/** Tells operators how late tickets are let go whose time was over. */
final class ExpiryLateness {

  private final Histogram seconds;

  ExpiryLateness(Environment environment) {
    this.seconds =
        Metrics.of(environment)
            .seconds(
                "order_expiry_lateness_seconds",
                "How long after its expiresAt an unpaid order was cancelled");
  }

  /** Counts what was decided once it is committed, if it is that an order expired. */
  void see(Handle handle, Decision<Order> decision) {
    if (decision instanceof Change<Order>(Order next, var event)
        && next.cancelReason() == CancelReason.EXPIRED) {
      var late = Duration.between(next.expiresAt(), next.updatedAt());
      handle.afterCommit(() -> seconds.observe(late.toMillis() / 1_000.0));
    }
  }
}
