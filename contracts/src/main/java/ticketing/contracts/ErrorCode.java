package ticketing.contracts;

/** Every code that an error answer can carry, with the HTTP status that REST gives it. */
public enum ErrorCode {
  UNAUTHENTICATED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  BAD_USER_INPUT(400),
  EMAIL_TAKEN(409),
  INVALID_CREDENTIALS(401),
  TICKET_LOCKED(409),
  TICKET_SOLD(409),
  TICKET_WITHDRAWN(409),
  OWN_TICKET(409),
  PRICE_CHANGED(409),
  VERSION_CONFLICT(409),
  TOO_MANY_ORDERS(429),
  IDEMPOTENCY_CONFLICT(409),
  ORDER_EXPIRED(409),
  ORDER_NOT_PAYABLE(409),
  ORDER_NOT_CANCELLABLE(409),
  CHARGE_NOT_REFUNDABLE(409),
  PAYMENT_DECLINED(402),
  PAYMENT_METHOD_INVALID(402),
  RATE_LIMITED(429),
  INTERNAL(500),
  SERVICE_UNAVAILABLE(503);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** The HTTP status of an answer with this code. */
  public int status() {
    return status;
  }
}
