package ticketing.contracts;

/** Why an order was cancelled. */
public enum CancelReason {
  BY_BUYER,
  EXPIRED,
  PAYMENT_FAILED,
  PRICE_CHANGED,
  TICKET_WITHDRAWN,
  BY_ADMIN
}
