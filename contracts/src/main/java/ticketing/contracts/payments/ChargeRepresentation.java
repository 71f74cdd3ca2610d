package ticketing.contracts.payments;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.Money;

/**
 * The charge of an order, to its buyer and to admins.
 *
 * @param step more exact than its status
 * @param failureCode Stripe's decline code
 * @param clientSecret while the buyer's bank wants to be asked (3-D Secure)
 * @param stripeId the payment intent
 * @param stripeRefundId set when the money went back
 * @param refundError why Stripe could not give the money back
 */
public record ChargeRepresentation(
    UUID id,
    UUID orderId,
    ChargeStatus status,
    ChargeStep step,
    Money amount,
    @Nullable String failureCode,
    @Nullable String clientSecret,
    @Nullable String stripeId,
    @Nullable String stripeRefundId,
    @Nullable String refundError,
    Instant createdAt) {

  /** Keeps the client secret out of logs. */
  @Override
  public String toString() {
    return "ChargeRepresentation[id=" + id + ", orderId=" + orderId + ", step=" + step + "]";
  }
}
