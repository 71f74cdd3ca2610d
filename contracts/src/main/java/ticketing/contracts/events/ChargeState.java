package ticketing.contracts.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.Money;

/** A charge at a version, without its client secret. */
public record ChargeState(
    UUID id,
    UUID orderId,
    UUID buyerId,
    Money amount,
    ChargeStep step,
    @Nullable String failureCode,
    @Nullable String stripeId,
    @Nullable String stripeRefundId,
    int version,
    Instant createdAt,
    Instant updatedAt) {}
