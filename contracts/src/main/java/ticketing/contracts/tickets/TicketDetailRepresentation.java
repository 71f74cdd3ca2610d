package ticketing.contracts.tickets;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;

/**
 * A listing, to admins.
 *
 * @param orderId the order that holds it, while LOCKED or SOLD
 * @param lockedUntil while LOCKED: when its order expires
 * @param takenDownAt while WITHDRAWN: since when an admin has it down; null if its seller withdrew
 *     it
 */
public record TicketDetailRepresentation(
    UUID id,
    UUID sellerId,
    String title,
    Money price,
    TicketStatus status,
    @Nullable UUID orderId,
    @Nullable Instant lockedUntil,
    @Nullable Instant takenDownAt,
    int version,
    Instant createdAt,
    Instant updatedAt) {}
