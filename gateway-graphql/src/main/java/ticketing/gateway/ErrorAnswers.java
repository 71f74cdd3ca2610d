package ticketing.gateway;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.SerializationError;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.UnknownOperationException;
import graphql.introspection.GoodFaithIntrospection.BadFaithIntrospectionError;
import graphql.language.SourceLocation;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.contracts.ErrorCode;

/** Gives every error its code, and keeps what is internal inside. */
final class ErrorAnswers implements DataFetcherExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  /** Of a message, in characters. */
  private static final int LONGEST = 500;

  /** What a field's fetcher threw. */
  @Override
  public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
      DataFetcherExceptionHandlerParameters failed) {
    var failure = failed.getException();
    while (failure instanceof CompletionException && failure.getCause() != null) {
      failure = failure.getCause();
    }
    var locations = locations(failed.getSourceLocation());
    var path = failed.getPath().toList();
    var error =
        failure instanceof RefusedException refused
            ? new AnswerError(refused.reason(), locations, path, refused.extensions())
            : internal(
                failure, locations, path, RequestContext.of(failed.getDataFetchingEnvironment()));
    return CompletableFuture.completedFuture(
        DataFetcherExceptionHandlerResult.newResult(error).build());
  }

  /** What graphql-java itself found. */
  GraphQLError coded(GraphQLError error, RequestContext context) {
    if (error instanceof AnswerError) {
      return error;
    }
    if (!(error.getErrorType() instanceof ErrorType type)) {
      // Introspection that is switched off, or asks for more than tools do.
      return request(
          error,
          error instanceof BadFaithIntrospectionError
              ? GraphqlErrorCode.QUERY_TOO_COMPLEX
              : GraphqlErrorCode.GRAPHQL_VALIDATION_FAILED);
    }
    return switch (type) {
      case InvalidSyntax -> request(error, GraphqlErrorCode.GRAPHQL_PARSE_FAILED);
      case ValidationError -> request(error, code(error));
      case OperationNotSupported -> request(error, GraphqlErrorCode.GRAPHQL_VALIDATION_FAILED);
      case ExecutionAborted -> request(error, GraphqlErrorCode.QUERY_TOO_COMPLEX);
      case DataFetchingException, NullValueInNonNullableField ->
          internal(cause(error), locations(error), error.getPath(), context);
    };
  }

  private static Enum<?> code(GraphQLError error) {
    return switch (error) {
      case ValidationError invalid ->
          invalid.getValidationErrorType() == ValidationErrorType.MaxQueryDepthExceeded
                  || invalid.getValidationErrorType() == ValidationErrorType.MaxQueryFieldsExceeded
              ? GraphqlErrorCode.QUERY_TOO_COMPLEX
              : GraphqlErrorCode.GRAPHQL_VALIDATION_FAILED;
      case UnknownOperationException _ -> GraphqlErrorCode.GRAPHQL_VALIDATION_FAILED;
      // What is left is about the values of variables.
      default -> ErrorCode.BAD_USER_INPUT;
    };
  }

  private static AnswerError request(GraphQLError error, Enum<?> code) {
    var message = shortened(error.getMessage());
    var extensions =
        code == ErrorCode.BAD_USER_INPUT
            ? Map.of("code", code, "fields", Map.of("variables", message))
            : Map.<String, Object>of("code", code);
    return new AnswerError(message, locations(error), null, extensions);
  }

  /** Some repeat what was sent, however long it is. */
  private static String shortened(String message) {
    return message.length() <= LONGEST
        ? message
        : message.substring(0, message.offsetByCodePoints(LONGEST, -1)) + "...";
  }

  private static Throwable cause(GraphQLError error) {
    return error instanceof SerializationError unfit
        ? unfit.getException()
        : new IllegalStateException(error.getMessage());
  }

  private static AnswerError internal(
      Throwable failure,
      List<SourceLocation> locations,
      @Nullable List<Object> path,
      RequestContext context) {
    var id = context.loggedAs(failure, ErrorAnswers::log);
    return new AnswerError(
        "Something went wrong here; it was logged as " + id + ".",
        locations,
        path,
        Map.of("code", ErrorCode.INTERNAL));
  }

  private static String log(Throwable failure) {
    var id = UUID.randomUUID().toString();
    LOG.error("unexpected failure {}", id, failure);
    return id;
  }

  private static List<SourceLocation> locations(@Nullable SourceLocation location) {
    return location == null ? List.of() : List.of(location);
  }

  private static List<SourceLocation> locations(GraphQLError error) {
    @Nullable List<SourceLocation> locations = error.getLocations();
    return locations == null ? List.of() : locations;
  }
}
