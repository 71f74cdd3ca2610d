package ticketing.chassis.http;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Problem;

/** Ends a request with an error answer. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(ErrorCode code, String detail) {
    this(code, code.status(), detail, null, null, null, null);
  }

  private ProblemException(
      ErrorCode code,
      int status,
      String detail,
      @Nullable Map<String, String> fields,
      @Nullable String orderId,
      @Nullable String declineCode,
      @Nullable Integer retryAfterSeconds) {
    super(code + ": " + detail);
    this.problem =
        Problems.of(code, status, detail, fields, orderId, declineCode, retryAfterSeconds);
  }

  /** BAD_USER_INPUT that names the field. */
  public static ProblemException badInput(String field, String message) {
    var code = ErrorCode.BAD_USER_INPUT;
    return new ProblemException(
        code, code.status(), field + " " + message, Map.of(field, message), null, null, null);
  }

  /** TICKET_LOCKED by an order of the caller's own. */
  public static ProblemException lockedByCaller(UUID orderId) {
    return new ProblemException(
        ErrorCode.TICKET_LOCKED,
        ErrorCode.TICKET_LOCKED.status(),
        "you hold this ticket already",
        null,
        orderId.toString(),
        null,
        null);
  }

  /** PAYMENT_DECLINED with Stripe's decline code. */
  public static ProblemException declined(String declineCode) {
    var code = ErrorCode.PAYMENT_DECLINED;
    return new ProblemException(
        code, code.status(), "the card was declined", null, null, declineCode, null);
  }

  /** RATE_LIMITED, TOO_MANY_ORDERS or SERVICE_UNAVAILABLE: the caller may try again later. */
  public static ProblemException retryLater(ErrorCode code, String detail, int seconds) {
    return new ProblemException(code, code.status(), detail, null, null, null, seconds);
  }

  /** VERSION_CONFLICT as a precondition's failure: 412 instead of 409 (RFC 9110 15.5.13). */
  public static ProblemException staleVersion(int version) {
    return new ProblemException(
        ErrorCode.VERSION_CONFLICT, 412, "it is at version " + version, null, null, null, null);
  }

  public Problem problem() {
    return problem;
  }
}
