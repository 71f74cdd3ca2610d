package ticketing.gateway;

import graphql.ExecutionResult;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.OperationDefinition.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ErrorCode;

/** Refuses to run, in a request that may only read, what may change something. */
final class ReadsOnly extends SimplePerformantInstrumentation {

  @Override
  public InstrumentationContext<ExecutionResult> beginExecuteOperation(
      InstrumentationExecuteOperationParameters parameters, @Nullable InstrumentationState state) {
    var running = parameters.getExecutionContext();
    @Nullable GraphqlRequest request = running.getGraphQLContext().get(GraphqlRequest.class);
    @Nullable RequestContext context = running.getGraphQLContext().get(RequestContext.class);
    var operation = running.getOperationDefinition().getOperation();
    boolean reads = operation == Operation.QUERY || Objects.requireNonNull(context).look() != null;
    if (Objects.requireNonNull(request).readsOnly() && !reads) {
      throw RefusedException.of(
          ErrorCode.METHOD_NOT_ALLOWED, "GET is for queries alone; send this by POST.");
    }
    return SimpleInstrumentationContext.noOp();
  }
}
