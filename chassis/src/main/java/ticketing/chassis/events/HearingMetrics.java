package ticketing.chassis.events;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import ticketing.contracts.events.Source;

/**
 * Counts what came of events.
 *
 * @param applied events applied
 * @param duplicates events that had been applied before
 * @param jumps events applied though an earlier one of their row never came
 * @param failed events given up after their last try, or not readable
 */
record HearingMetrics(Counter applied, Counter duplicates, Counter jumps, Counter failed) {

  static HearingMetrics of(MetricRegistry registry, Source source) {
    String prefix = "events.heard." + source.id();
    return new HearingMetrics(
        registry.counter(prefix + ".applied"),
        registry.counter(prefix + ".duplicates"),
        registry.counter(prefix + ".jumps"),
        registry.counter(prefix + ".failed"));
  }
}
