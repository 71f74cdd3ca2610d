package ticketing.contracts.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.CancelReason;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;

/**
 * A ticket at a version.
 *
 * @param orderId the order that holds it, while LOCKED or SOLD
 * @param lockNo the highest {@code lockNo} of an order that it answered; 0 before the first
 * @param lockedUntil when the order that holds it expires, while LOCKED
 * @param takenDownAt while WITHDRAWN: since when an admin has it down; null if its seller withdrew
 *     it
 * @param refusal the order that it refused last, if it refused the one with {@code lockNo}
 */
public record TicketState(
    UUID id,
    UUID sellerId,
    String title,
    Money price,
    TicketStatus status,
    @Nullable UUID orderId,
    int lockNo,
    @Nullable Instant lockedUntil,
    @Nullable Refusal refusal,
    @Nullable Instant takenDownAt,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * Names an order that may not have the ticket.
   *
   * @param reason TICKET_WITHDRAWN or PRICE_CHANGED
   */
  public record Refusal(UUID orderId, CancelReason reason) {}
}
