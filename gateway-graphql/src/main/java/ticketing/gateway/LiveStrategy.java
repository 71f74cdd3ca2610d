package ticketing.gateway;

import graphql.ExecutionResult;
import graphql.execution.AbortExecutionException;
import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.ExecutionContext;
import graphql.execution.ExecutionStrategyParameters;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Executes a subscription's document for one event, like a query. An execution that lasts as long
 * as its subscription would hold what every event loaded
 * (https://github.com/graphql-java/graphql-java/issues/4314).
 */
final class LiveStrategy extends AsyncExecutionStrategy {

  LiveStrategy(DataFetcherExceptionHandler errors) {
    super(errors);
  }

  @Override
  public CompletableFuture<ExecutionResult> execute(
      ExecutionContext execution, ExecutionStrategyParameters parameters) {
    RequestContext context =
        Objects.requireNonNull(execution.getGraphQLContext().get(RequestContext.class));
    if (context.look() == null) {
      throw new AbortExecutionException(
          List.of(
              new AnswerError(
                  "Subscriptions are answered as text/event-stream: name it in Accept.",
                  Map.of("code", GraphqlErrorCode.GRAPHQL_VALIDATION_FAILED))));
    }
    return super.execute(execution, parameters);
  }
}
