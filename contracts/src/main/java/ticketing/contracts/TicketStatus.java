package ticketing.contracts;

/** Where a ticket stands. SOLD and WITHDRAWN are final. */
public enum TicketStatus {
  AVAILABLE,
  LOCKED,
  SOLD,
  WITHDRAWN
}
