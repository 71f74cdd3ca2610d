package ticketing.contracts.payments;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ChargeStep;

/**
 * Where a charge and Stripe do not say the same. Amounts are in minor units.
 *
 * @param chargeId null where no charge knows the intent
 * @param stripeId the payment intent
 * @param stripeStatus Stripe's; null where Stripe does not know the intent
 * @param amount of the charge
 * @param captured at Stripe
 * @param refunded at Stripe, or being refunded there
 * @param detail why a refund failed
 */
public record DifferenceRepresentation(
    Kind kind,
    @Nullable UUID chargeId,
    @Nullable UUID orderId,
    @Nullable ChargeStep step,
    String stripeId,
    @Nullable String stripeStatus,
    @Nullable Integer amount,
    long captured,
    long refunded,
    @Nullable String detail) {

  /** What is different. */
  public enum Kind {
    /** No charge knows the intent, which holds money or took it. */
    UNKNOWN_INTENT,
    /** Stripe does not know the charge's intent. */
    UNKNOWN_CHARGE,
    /** The intent's status is not the one of the charge's step. */
    STATUS,
    /** What was taken is not what the charge is of. */
    CAPTURED,
    /** What was given back is not what the charge says. */
    REFUNDED,
    /** The money is on its way back. */
    REFUND_PENDING,
    /** Stripe could not give the money back. */
    REFUND_FAILED
  }
}
