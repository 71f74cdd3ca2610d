package ticketing.contracts;

/**
 * Where a ticket stands. SOLD is final; so is WITHDRAWN, but that admins restore what they took.
 */
public enum TicketStatus {
  AVAILABLE,
  LOCKED,
  SOLD,
  WITHDRAWN
}
