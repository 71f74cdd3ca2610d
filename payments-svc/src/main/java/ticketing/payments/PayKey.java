package ticketing.payments;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.payments.PayOrderRequest;

/**
 * A row of {@code pay_keys}: what a buyer's idempotency key was first used for.
 *
 * @param inputError why the card was not taken, when another one was tried since; null: the charge
 *     says what became of it
 */
public record PayKey(
    UUID buyerId,
    String key,
    UUID orderId,
    String paymentMethodId,
    @Nullable String inputError,
    Instant usedAt) {

  void refuseOtherUse(PayOrderRequest request) {
    if (!orderId.equals(request.orderId())) {
      throw conflict("another order");
    }
    if (!paymentMethodId.equals(request.paymentMethodId())) {
      throw conflict("another payment method");
    }
  }

  static ProblemException conflict(String what) {
    return new ProblemException(ErrorCode.IDEMPOTENCY_CONFLICT, "the key was used with " + what);
  }
}
