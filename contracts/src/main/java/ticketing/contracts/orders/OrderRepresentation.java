package ticketing.contracts.orders;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.CancelReason;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;

/** An order, to its buyer. */
public record OrderRepresentation(
    UUID id,
    OrderStatus status,
    @Nullable CancelReason cancelReason,
    UUID ticketId,
    UUID buyerId,
    Money price,
    Instant expiresAt,
    int version,
    Instant createdAt) {}
