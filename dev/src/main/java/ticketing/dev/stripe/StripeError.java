package ticketing.dev.stripe;

import org.jspecify.annotations.Nullable;

/**
 * A refusal that changes nothing, in Stripe's words. What a card brings about is no such error but
 * {@link Outcome.Declined}, for it does change the intent.
 *
 * @see <a href="https://docs.stripe.com/api/errors">Stripe's errors</a>
 */
final class StripeError extends RuntimeException {

  private final int status;
  private final String type;
  private final @Nullable String code;
  private final @Nullable String param;
  private final transient @Nullable Intent intent;

  private StripeError(
      int status,
      String type,
      @Nullable String code,
      String message,
      @Nullable String param,
      @Nullable Intent intent) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
    this.param = param;
    this.intent = intent;
  }

  static StripeError invalid(String message, @Nullable String param) {
    return new StripeError(400, "invalid_request_error", null, message, param, null);
  }

  static StripeError invalid(String code, String message, @Nullable String param) {
    return new StripeError(400, "invalid_request_error", code, message, param, null);
  }

  /** The thing that the address names is not there. */
  static StripeError notFound(String kind, String id, String param) {
    String message = "No such %s: '%s'".formatted(kind, id);
    return new StripeError(404, "invalid_request_error", "resource_missing", message, param, null);
  }

  /** No intent has this client secret, which is not repeated. */
  static StripeError noSecret() {
    String message = "No payment_intent has this client_secret";
    return new StripeError(
        404, "invalid_request_error", "resource_missing", message, "client_secret", null);
  }

  /** A thing that a parameter names is not there. */
  static StripeError missing(String kind, String id, String param) {
    return invalid("resource_missing", "No such %s: '%s'".formatted(kind, id), param);
  }

  static StripeError unrecognized(String method, String path) {
    String message = "Unrecognized request URL (%s: %s).".formatted(method, path);
    return new StripeError(404, "invalid_request_error", null, message, null, null);
  }

  static StripeError unexpectedState(Intent intent, String message) {
    String code = "payment_intent_unexpected_state";
    return new StripeError(400, "invalid_request_error", code, message, null, intent);
  }

  static StripeError noKey() {
    return unauthenticated(
        "You did not provide an API key. You need to provide your API key in the Authorization"
            + " header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
  }

  static StripeError unauthenticated(String message) {
    return new StripeError(401, "invalid_request_error", null, message, null, null);
  }

  /** The key was used before, for something else. */
  static StripeError otherRequest(String message) {
    return new StripeError(400, "idempotency_error", null, message, null, null);
  }

  /** The key's first request is still under way. */
  static StripeError keyInUse(String key) {
    String message =
        "There is currently another in-progress request using this Idempotent Key (that probably"
            + " means you submitted twice, and the other request is still going through): "
            + key
            + ". Please try again later.";
    return new StripeError(
        409, "invalid_request_error", "idempotency_key_in_use", message, null, null);
  }

  /** A fault of Stripe's own, which nothing is to be concluded from. */
  static StripeError fault() {
    String message = "An unknown error occurred (a fault of the stand-in, set on purpose)";
    return new StripeError(500, "api_error", null, message, null, null);
  }

  static StripeError expiredHold() {
    return invalid(
        "charge_expired_for_capture",
        "The charge cannot be captured as the authorization has expired.",
        null);
  }

  static StripeError internal() {
    return new StripeError(500, "api_error", null, "The stand-in failed; see its log.", null, null);
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  String type() {
    return type;
  }

  @Nullable String code() {
    return code;
  }

  /** What is said to the caller. */
  String message() {
    return String.valueOf(getMessage());
  }

  @Nullable String param() {
    return param;
  }

  /** The intent that was in the wrong state. */
  @Nullable Intent intent() {
    return intent;
  }
}
