package ticketing.gateway;

import graphql.ExecutionResult;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.observe.Metrics;

/** Counts and times operations by name. Callers choose the names: of the first 100 it tells. */
final class OperationMetrics extends SimplePerformantInstrumentation {

  private static final int NAMES = 100;

  private final Histogram seconds;
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  OperationMetrics(Metrics metrics) {
    this.seconds =
        metrics.seconds(
            "graphql_operation_duration_seconds",
            "GraphQL operations that were run, by name (none: anonymous, beyond 100 names: other)"
                + " and outcome: ok, or errors where there is any",
            "operation",
            "outcome");
  }

  @Override
  public InstrumentationContext<ExecutionResult> beginExecuteOperation(
      InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
    long from = System.nanoTime();
    String name = name(parameters.getExecutionContext().getOperationDefinition().getName());
    return SimpleInstrumentationContext.whenCompleted((result, failure) -> {
      boolean ok = failure == null && result != null && result.getErrors().isEmpty();
      double took = (System.nanoTime() - from) / (double) TimeUnit.SECONDS.toNanos(1);
      seconds.labelValues(name, ok ? "ok" : "errors").observe(took);
    });
  }

  /** Names of callers at once may be a few above the bound. */
  private String name(@Nullable String asked) {
    if (asked == null) {
      return "anonymous";
    }
    if (names.contains(asked)) {
      return asked;
    }
    if (names.size() >= NAMES) {
      return "other";
    }
    names.add(asked);
    return asked;
  }
}
