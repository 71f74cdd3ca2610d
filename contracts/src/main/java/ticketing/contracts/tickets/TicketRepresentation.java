package ticketing.contracts.tickets;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;

/**
 * A listing.
 *
 * @param lockedUntil while LOCKED: when its order expires
 */
public record TicketRepresentation(
    UUID id,
    String title,
    Money price,
    TicketStatus status,
    @Nullable Instant lockedUntil,
    UUID sellerId,
    int version,
    Instant createdAt,
    Instant updatedAt) {}
