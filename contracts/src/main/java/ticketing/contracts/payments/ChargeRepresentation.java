package ticketing.contracts.payments;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.Money;

/**
 * The charge of an order, to its buyer.
 *
 * @param failureCode Stripe's decline code
 * @param clientSecret while the buyer's bank wants to be asked (3-D Secure)
 * @param stripeId the payment intent
 * @param stripeRefundId set when the money went back
 */
public record ChargeRepresentation(
    UUID id,
    UUID orderId,
    ChargeStatus status,
    Money amount,
    @Nullable String failureCode,
    @Nullable String clientSecret,
    @Nullable String stripeId,
    @Nullable String stripeRefundId,
    Instant createdAt) {

  /** Keeps the client secret out of logs. */
  @Override
  public String toString() {
    return "ChargeRepresentation[id=" + id + ", orderId=" + orderId + ", status=" + status + "]";
  }
}
