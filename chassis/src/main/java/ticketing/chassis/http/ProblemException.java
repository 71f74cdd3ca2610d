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
    this(code, detail, null, null, null, null);
  }

  private ProblemException(
      ErrorCode code,
      String detail,
      @Nullable Map<String, String> fields,
      @Nullable String orderId,
      @Nullable String declineCode,
      @Nullable Integer retryAfterSeconds) {
    super(code + ": " + detail);
    this.problem =
        Problems.of(code, code.status(), detail, fields, orderId, declineCode, retryAfterSeconds);
  }

  /** BAD_USER_INPUT that names the field. */
  public static ProblemException badInput(String field, String message) {
    return new ProblemException(
        ErrorCode.BAD_USER_INPUT, field + " " + message, Map.of(field, message), null, null, null);
  }

  /** TICKET_LOCKED by an order of the caller's own. */
  public static ProblemException lockedByCaller(UUID orderId) {
    return new ProblemException(
        ErrorCode.TICKET_LOCKED,
        "you hold this ticket already",
        null,
        orderId.toString(),
        null,
        null);
  }

  /** PAYMENT_DECLINED with Stripe's decline code. */
  public static ProblemException declined(String declineCode) {
    return new ProblemException(
        ErrorCode.PAYMENT_DECLINED, "the card was declined", null, null, declineCode, null);
  }

  /** RATE_LIMITED or SERVICE_UNAVAILABLE: the caller may try again later. */
  public static ProblemException retryLater(ErrorCode code, String detail, int seconds) {
    return new ProblemException(code, detail, null, null, null, seconds);
  }

  public Problem problem() {
    return problem;
  }
}
