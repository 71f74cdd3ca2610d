package ticketing.payments.stripe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import ticketing.payments.stripe.Answer.Intent;
import ticketing.payments.stripe.Answer.Refund;

/**
 * A payment intent of this installation, as Stripe lists it.
 *
 * @param amount what is asked for, in minor units
 * @param captured what was taken, in minor units
 * @param refunded what was given back of it, or is being given back, in minor units
 */
public record StripePayment(
    String id,
    Intent.Status status,
    long amount,
    String currency,
    long captured,
    long refunded,
    @Nullable Refund refund,
    Instant createdAt) {}
