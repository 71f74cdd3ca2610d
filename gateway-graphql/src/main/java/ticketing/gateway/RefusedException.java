package ticketing.gateway;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Problem;

/** A field, or a request, that cannot be answered, with what the client is told of it. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final transient Map<String, Object> extensions = new LinkedHashMap<>();

  private RefusedException(ErrorCode code, String message) {
    // It is an answer, made often; the stack would tell nothing.
    super(message, null, false, false);
    this.code = code;
    extensions.put("code", code);
  }

  /** What a service refused. */
  static RefusedException of(Problem problem) {
    var detail = problem.detail();
    return new RefusedException(problem.code(), detail == null ? problem.title() : detail)
        .with("fields", problem.fields())
        .with("orderId", problem.orderId())
        .with("declineCode", problem.declineCode())
        .with("retryAfterSeconds", problem.retryAfterSeconds());
  }

  /** What the gateway refuses itself: field to what is wrong with it. */
  static RefusedException badInput(Map<String, String> fields) {
    var message =
        fields.entrySet().stream()
            .map(field -> field.getKey() + " " + field.getValue())
            .collect(joining("; "));
    return new RefusedException(ErrorCode.BAD_USER_INPUT, message).with("fields", fields);
  }

  /** What may not be done, whoever asks. */
  static RefusedException of(ErrorCode code, String message) {
    return new RefusedException(code, message);
  }

  static RefusedException unavailable(
      Service service, String message, @Nullable Integer retryAfterSeconds) {
    return new RefusedException(ErrorCode.SERVICE_UNAVAILABLE, message)
        .with("service", service.id())
        .with("retryAfterSeconds", retryAfterSeconds);
  }

  /** For who may try it again soon. */
  static RefusedException later(ErrorCode code, String message, int retryAfterSeconds) {
    return new RefusedException(code, message).with("retryAfterSeconds", retryAfterSeconds);
  }

  static RefusedException signInAgain() {
    return of(ErrorCode.UNAUTHENTICATED, "Sign in, or renew your session, and subscribe again.");
  }

  /** Whether a call was refused so. */
  static boolean is(ErrorCode code, Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RefusedException refused && refused.code == code;
  }

  private RefusedException with(String name, @Nullable Object value) {
    if (value != null) {
      extensions.put(name, value);
    }
    return this;
  }

  ErrorCode code() {
    return code;
  }

  /** For a request that is refused as a whole. */
  Map<String, Object> answer() {
    return Map.of("errors", List.of(new AnswerError(reason(), extensions).toSpecification()));
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  Map<String, Object> extensions() {
    return extensions;
  }
}
