package ticketing.chassis.events;

import io.dropwizard.core.setup.Environment;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import ticketing.chassis.observe.Measured;
import ticketing.chassis.observe.Metrics;
import ticketing.contracts.events.EventType;

/** Tells what is still to be published, and what is kept back. */
final class EventStoreMetrics {

  private EventStoreMetrics() {}

  /** Counts the events that the service tells, by kind. */
  static Consumer<EventType<?>> told(Environment environment) {
    var events =
        Metrics.of(environment)
            .counter(
                "events_told_total",
                "Events that this instance committed to the log, by type",
                "type");
    return type -> events.labelValues(type.name()).inc();
  }

  /** Counts how often NATS lost something. */
  static Runnable losses(Environment environment) {
    var losses =
        Metrics.of(environment)
            .counter(
                "events_stream_losses_total",
                "How often this instance found that NATS had lost events, which were sent again");
    return losses::inc;
  }

  static void tell(Jdbi jdbi, Environment environment) {
    var metrics = Metrics.of(environment);
    var pending =
        new Measured<>(
            "events pending",
            () -> jdbi.withExtension(EventStoreDao.class, EventStoreDao::pending));
    metrics.gauge(
        "events_pending",
        "Events of the log that NATS has not acknowledged",
        List.of(),
        told -> pending.get().ifPresent(now -> told.call(now.count())));
    metrics.gauge(
        "events_pending_oldest_age_seconds",
        "Age of the oldest of them, 0 where there is none",
        List.of(),
        told -> pending.get().ifPresent(now -> told.call(now.oldest())));
    var parked =
        new Measured<>(
            "parked events", () -> jdbi.withExtension(EventStoreDao.class, EventStoreDao::parked));
    metrics.gauge(
        "events_parked",
        "Events kept back, by source and state: WAITING, RETRYING, FAILED",
        List.of("source", "state"),
        told ->
            parked
                .get()
                .ifPresent(all ->
                    all.forEach(some -> told.call(some.count(), some.source(), some.state()))));
  }
}
