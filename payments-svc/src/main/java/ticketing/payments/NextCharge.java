package ticketing.payments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ChargeStep;

/** A charge's row one version up: what is not set stays as it was. */
final class NextCharge {

  private final Charge before;
  private ChargeStep step;
  private String paymentMethodId;
  private @Nullable String idempotencyKey;
  private @Nullable String inputError;
  private @Nullable String stripeId;
  private @Nullable String clientSecret;
  private @Nullable String failureCode;
  private @Nullable String stripeRefundId;
  private @Nullable String refundError;
  private @Nullable Instant captureBy;

  NextCharge(Charge before) {
    this.before = before;
    this.step = before.step();
    this.paymentMethodId = before.paymentMethodId();
    this.idempotencyKey = before.idempotencyKey();
    this.inputError = before.inputError();
    this.stripeId = before.stripeId();
    this.clientSecret = before.clientSecret();
    this.failureCode = before.failureCode();
    this.stripeRefundId = before.stripeRefundId();
    this.refundError = before.refundError();
    this.captureBy = before.captureBy();
  }

  NextCharge step(ChargeStep value) {
    step = value;
    return this;
  }

  NextCharge payment(String methodId, @Nullable String key) {
    paymentMethodId = methodId;
    idempotencyKey = key;
    return this;
  }

  NextCharge inputError(@Nullable String value) {
    inputError = value;
    return this;
  }

  NextCharge intent(String id, String secret) {
    stripeId = id;
    clientSecret = secret;
    return this;
  }

  NextCharge failureCode(String value) {
    failureCode = value;
    return this;
  }

  NextCharge refund(@Nullable String id, @Nullable String error) {
    stripeRefundId = id;
    refundError = error;
    return this;
  }

  NextCharge captureBy(@Nullable Instant value) {
    captureBy = value;
    return this;
  }

  Charge at(Instant now) {
    return new Charge(
        before.id(),
        before.orderId(),
        before.buyerId(),
        before.amount(),
        before.currency(),
        step,
        paymentMethodId,
        idempotencyKey,
        inputError,
        stripeId,
        clientSecret,
        failureCode,
        stripeRefundId,
        refundError,
        before.expiresAt(),
        captureBy,
        before.version() + 1,
        before.createdAt(),
        now);
  }
}
