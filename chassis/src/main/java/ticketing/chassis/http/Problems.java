package ticketing.chassis.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Problem;

/** Makes problems and their HTTP answers. */
public final class Problems {

  static final MediaType PROBLEM_JSON = new MediaType("application", "problem+json");

  private Problems() {}

  static Problem of(
      ErrorCode code,
      int status,
      String detail,
      @Nullable Map<String, String> fields,
      @Nullable String orderId,
      @Nullable String declineCode,
      @Nullable Integer retryAfterSeconds) {
    return new Problem(
        "about:blank",
        HttpStatus.getMessage(status),
        status,
        code,
        detail,
        fields,
        orderId,
        declineCode,
        retryAfterSeconds == null ? retryAfter(status) : retryAfterSeconds);
  }

  /** Soon, where nobody knows better; null: trying again changes nothing. */
  private static @Nullable Integer retryAfter(int status) {
    return status == HttpStatus.TOO_MANY_REQUESTS_429
            || status == HttpStatus.SERVICE_UNAVAILABLE_503
        ? 1
        : null;
  }

  static Problem of(ErrorCode code, int status, String detail) {
    return of(code, status, detail, null, null, null, null);
  }

  /** Of what the framework refuses, or fails at. */
  static Problem ofStatus(int status, String detail) {
    ErrorCode code =
        switch (status) {
          case HttpStatus.UNAUTHORIZED_401 -> ErrorCode.UNAUTHENTICATED;
          case HttpStatus.FORBIDDEN_403 -> ErrorCode.FORBIDDEN;
          case HttpStatus.NOT_FOUND_404 -> ErrorCode.NOT_FOUND;
          case HttpStatus.METHOD_NOT_ALLOWED_405 -> ErrorCode.METHOD_NOT_ALLOWED;
          case HttpStatus.SERVICE_UNAVAILABLE_503 -> ErrorCode.SERVICE_UNAVAILABLE;
          // Nothing failed here: the caller speaks what we do not.
          case HttpStatus.NOT_IMPLEMENTED_501, HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ->
              ErrorCode.BAD_USER_INPUT;
          default ->
              HttpStatus.isServerError(status) ? ErrorCode.INTERNAL : ErrorCode.BAD_USER_INPUT;
        };
    return of(code, status, detail);
  }

  static Problem badInput(Map<String, String> fields) {
    return of(ErrorCode.BAD_USER_INPUT, 400, "the request is not valid", fields, null, null, null);
  }

  /** The HTTP answer to this problem. */
  public static Response answer(Problem problem) {
    var response = Response.status(problem.status()).type(PROBLEM_JSON).entity(problem);
    if (problem.retryAfterSeconds() != null) {
      response.header(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
    }
    if (problem.status() == 401) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return response.build();
  }

  /** The HTTP answer to a code. */
  public static Response answer(ErrorCode code, String detail) {
    return answer(of(code, code.status(), detail));
  }
}
