package ticketing.contracts.orders;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.CancelReason;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;

/**
 * An order, to admins.
 *
 * @param lockNo counts the orders that its ticket had
 * @param captureBy when the payment is to be taken at the latest; null before it is awaited
 */
public record AdminOrderRepresentation(
    UUID id,
    OrderStatus status,
    @Nullable CancelReason cancelReason,
    UUID ticketId,
    UUID buyerId,
    Money price,
    int lockNo,
    Instant expiresAt,
    @Nullable Instant captureBy,
    int version,
    Instant createdAt,
    Instant updatedAt) {}
