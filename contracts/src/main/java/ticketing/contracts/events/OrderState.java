package ticketing.contracts.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.CancelReason;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;

/**
 * An order at a version.
 *
 * @param lockNo how many orders the ticket had, this one included
 * @param captureBy from AWAITING_PAYMENT on: payments-svc voids what it could not capture by then
 */
public record OrderState(
    UUID id,
    UUID ticketId,
    UUID buyerId,
    Money price,
    OrderStatus status,
    @Nullable CancelReason cancelReason,
    int lockNo,
    Instant expiresAt,
    @Nullable Instant captureBy,
    int version,
    Instant createdAt,
    Instant updatedAt) {}
