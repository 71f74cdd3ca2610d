package ticketing.contracts.payments;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.Money;

/**
 * A charge, to admins.
 *
 * @param step more exact than its status
 * @param inputError why a payment method was not taken and another one is waited for
 * @param failureCode Stripe's decline code
 * @param stripeId the payment intent
 * @param stripeRefundId set when the money went back
 * @param refundError why Stripe could not give the money back
 * @param expiresAt when its order's time is over
 * @param captureBy until when the money may be taken, once the order awaits it
 */
public record ChargeDetailRepresentation(
    UUID id,
    UUID orderId,
    UUID buyerId,
    ChargeStatus status,
    ChargeStep step,
    Money amount,
    @Nullable String inputError,
    @Nullable String failureCode,
    @Nullable String stripeId,
    @Nullable String stripeRefundId,
    @Nullable String refundError,
    Instant expiresAt,
    @Nullable Instant captureBy,
    int version,
    Instant createdAt,
    Instant updatedAt) {}
