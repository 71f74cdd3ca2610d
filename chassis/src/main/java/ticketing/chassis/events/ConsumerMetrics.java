package ticketing.chassis.events;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import ticketing.chassis.observe.Metrics;

/** Tells how far consumers are and what came of events, with labels rather than many names. */
final class ConsumerMetrics {

  private static final String HEARD = "events.heard.";
  private static final String LAG = "events.lag.";
  private static final String REDELIVERED = "events.redelivered.";

  private final MetricRegistry registry;
  private final String consumer;

  private ConsumerMetrics(MetricRegistry registry, String consumer) {
    this.registry = registry;
    this.consumer = consumer;
  }

  static ConsumerMetrics of(Environment environment, String consumer) {
    var registry = environment.metrics();
    var metrics = Metrics.of(environment);
    metrics.counts(
        "events_heard_total",
        "Events by source and what came of them: applied, duplicates, jumps (an earlier version"
            + " never came), failed (given up or unreadable)",
        List.of("source", "outcome"),
        told -> heard(registry, told));
    metrics.counts(
        "events_redelivered_total",
        "Events that NATS had delivered before",
        List.of("consumer"),
        told ->
            beginning(registry.getCounters(), REDELIVERED)
                .forEach((name, count) -> told.call(count.getCount(), name)));
    metrics.gauge(
        "events_consumer_lag",
        "Events that are still to come to the consumer, or under way to it",
        List.of("consumer"),
        told ->
            beginning(registry.getGauges(), LAG)
                .forEach((name, lag) -> told.call(((Number) lag.getValue()).doubleValue(), name)));
    return new ConsumerMetrics(registry, consumer);
  }

  void lag(LongSupplier lag) {
    registry.gauge(LAG + consumer, () -> (Gauge<Long>) lag::getAsLong);
  }

  Counter redelivered() {
    return registry.counter(REDELIVERED + consumer);
  }

  private static void heard(MetricRegistry registry, CounterWithCallback.Callback told) {
    beginning(registry.getCounters(), HEARD)
        .forEach((name, count) -> {
          int dot = name.indexOf('.');
          told.call(count.getCount(), name.substring(0, dot), name.substring(dot + 1));
        });
  }

  private static <M extends Metric> Map<String, M> beginning(Map<String, M> all, String prefix) {
    return all.entrySet().stream()
        .filter(metric -> metric.getKey().startsWith(prefix))
        .collect(
            Collectors.toMap(
                metric -> metric.getKey().substring(prefix.length()), Map.Entry::getValue));
  }
}
