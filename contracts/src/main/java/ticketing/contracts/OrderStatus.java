package ticketing.contracts;

/** Where an order stands. COMPLETED and CANCELLED are final; the others hold the ticket. */
public enum OrderStatus {
  CREATED,
  AWAITING_PAYMENT,
  COMPLETED,
  CANCELLED
}
