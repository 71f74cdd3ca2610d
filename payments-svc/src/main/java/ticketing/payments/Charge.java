package ticketing.payments;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Money;
import ticketing.payments.stripe.Answer.CardError;
import ticketing.payments.stripe.Answer.Intent;
import ticketing.payments.stripe.Answer.Refund;

/** A row of {@code charges}. */
public record Charge(
    UUID id,
    UUID orderId,
    UUID buyerId,
    int amount,
    String currency,
    ChargeStep step,
    String paymentMethodId,
    @Nullable String idempotencyKey,
    @Nullable String inputError,
    @Nullable String stripeId,
    @Nullable String clientSecret,
    @Nullable String failureCode,
    @Nullable String stripeRefundId,
    @Nullable String refundError,
    Instant expiresAt,
    @Nullable Instant captureBy,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  /** How long after the order's time money may stay held without the fence. */
  static final Duration GRACE = Duration.ofMinutes(2);

  private static final Set<ChargeStep> LIVE =
      EnumSet.of(
          ChargeStep.CREATED,
          ChargeStep.OPEN,
          ChargeStep.CONFIRMING,
          ChargeStep.ACTION_REQUIRED,
          ChargeStep.AUTHORIZED,
          ChargeStep.CAPTURING);

  static Change<Charge> create(
      UUID id, OrderCopy order, String paymentMethodId, @Nullable String key, Instant now) {
    var charge =
        new Charge(
            id,
            order.id(),
            order.buyerId(),
            order.amount(),
            order.currency(),
            ChargeStep.CREATED,
            paymentMethodId,
            key,
            null,
            null,
            null,
            null,
            null,
            null,
            order.expiresAt(),
            null,
            1,
            now,
            now);
    return ChargeEvents.told(charge);
  }

  /** The intent was made at Stripe. */
  Decision<Charge> open(Intent intent, Instant now) {
    if (step != ChargeStep.CREATED) {
      return stays();
    }
    return changed(next().step(ChargeStep.OPEN).intent(intent.id(), intent.clientSecret()), now);
  }

  /** The card is about to be asked. */
  Decision<Charge> confirm(Instant now) {
    if (step != ChargeStep.OPEN || inputError != null) {
      return stays();
    }
    return changed(next().step(ChargeStep.CONFIRMING), now);
  }

  /** Another payment method, after a mistyped one. */
  Decision<Charge> payWith(String otherPaymentMethodId, @Nullable String key, Instant now) {
    if (!isWaitingForPaymentMethod()) {
      return stays();
    }
    return changed(
        next().step(ChargeStep.CONFIRMING).payment(otherPaymentMethodId, key).inputError(null),
        now);
  }

  /** The card was not taken: mistyped, the buyer may try again; declined, it is over. */
  Decision<Charge> refused(CardError error, Instant now) {
    if (step != ChargeStep.CONFIRMING && step != ChargeStep.ACTION_REQUIRED) {
      return stays();
    }
    return error.isMistyped()
        ? changed(next().step(ChargeStep.OPEN).inputError(error.code()), now)
        : changed(next().step(ChargeStep.VOIDING).failureCode(error.reason()), now);
  }

  /** Follows the intent as it stands at Stripe; stays where a call must come first. */
  Decision<Charge> follow(Intent intent, Instant now) {
    return switch (intent.status()) {
      case SUCCEEDED ->
          isLive() || step == ChargeStep.VOIDING
              ? changed(next().step(ChargeStep.COMPLETED), now)
              : intent.refund() == null ? stays() : followRefund(intent.refund(), now);
      case CANCELED ->
          isLive() || step == ChargeStep.VOIDING
              ? changed(next().step(ChargeStep.FAILED), now)
              : stays();
      case REQUIRES_CAPTURE ->
          isConfirmed() || step == ChargeStep.ACTION_REQUIRED
              ? changed(next().step(ChargeStep.AUTHORIZED).inputError(null), now)
              : stays();
      case REQUIRES_ACTION ->
          isConfirmed()
              ? changed(next().step(ChargeStep.ACTION_REQUIRED).inputError(null), now)
              : stays();
      case REQUIRES_PAYMENT_METHOD ->
          step == ChargeStep.ACTION_REQUIRED && intent.lastError() != null
              ? refused(intent.lastError(), now)
              : stays();
      case REQUIRES_CONFIRMATION, PROCESSING -> stays();
    };
  }

  /** Follows what Stripe gives back, also what was asked back in its dashboard. */
  Decision<Charge> followRefund(Refund refund, Instant now) {
    boolean refunding = step == ChargeStep.REFUNDING;
    return switch (refund.status()) {
      case SUCCEEDED ->
          step == ChargeStep.COMPLETED || refunding
              ? changed(next().step(ChargeStep.REFUNDED).refund(refund.id(), null), now)
              : stays();
      case PENDING ->
          step == ChargeStep.COMPLETED || (refunding && refundError != null)
              ? changed(next().step(ChargeStep.REFUNDING).refund(null, null), now)
              : stays();
      // Also after it had succeeded: a bank may send the money back.
      case FAILED ->
          (refunding && refundError == null) || step == ChargeStep.REFUNDED
              ? changed(next().step(ChargeStep.REFUNDING).refund(null, refund.why()), now)
              : stays();
      case PARTIAL -> stays();
    };
  }

  /**
   * Follows the order: the fence lets the money be taken, the order's end lets it go, or gives it
   * back.
   */
  Decision<Charge> hear(OrderCopy order, Instant now) {
    return switch (order.status()) {
      case CREATED, COMPLETED -> stays();
      case AWAITING_PAYMENT ->
          step == ChargeStep.AUTHORIZED
              ? changed(next().step(ChargeStep.CAPTURING).captureBy(order.captureBy()), now)
              : stays();
      case CANCELLED -> step == ChargeStep.COMPLETED ? refund(now) : release(now);
    };
  }

  /** All that was taken is to be given back. */
  Decision<Charge> refund(Instant now) {
    if (step != ChargeStep.COMPLETED) {
      return new Refusal<>(ErrorCode.CHARGE_NOT_REFUNDABLE, "the charge is " + step);
    }
    return changed(next().step(ChargeStep.REFUNDING), now);
  }

  /** Lets go of what is held: before a capture that is always safe. */
  Decision<Charge> release(Instant now) {
    return isLive() ? changed(next().step(ChargeStep.VOIDING), now) : stays();
  }

  /** No intent was ever recorded, so nothing can be held. */
  Decision<Charge> fail(Instant now) {
    if (step != ChargeStep.VOIDING || stripeId != null) {
      return stays();
    }
    return changed(next().step(ChargeStep.FAILED), now);
  }

  /** Whether the money was held too long without the fence, or could not be taken in time. */
  boolean isTooLate(Instant now) {
    return switch (step) {
      case OPEN -> inputError != null && now.isAfter(expiresAt.plus(GRACE));
      case AUTHORIZED, ACTION_REQUIRED -> now.isAfter(expiresAt.plus(GRACE));
      case CAPTURING -> captureBy != null && now.isAfter(captureBy);
      case CREATED, CONFIRMING, VOIDING, COMPLETED, FAILED, REFUNDING, REFUNDED -> false;
    };
  }

  boolean isLive() {
    return LIVE.contains(step);
  }

  /** By the worker, or while another card is waited for by the buyer's browser. */
  private boolean isConfirmed() {
    return step == ChargeStep.CONFIRMING || isWaitingForPaymentMethod();
  }

  boolean isWaitingForPaymentMethod() {
    return step == ChargeStep.OPEN && inputError != null;
  }

  Money money() {
    return new Money(amount, currency);
  }

  private Change<Charge> changed(NextCharge next, Instant now) {
    return ChargeEvents.told(next.at(now));
  }

  private NextCharge next() {
    return new NextCharge(this);
  }

  private static Refusal<Charge> stays() {
    return new Refusal<>(ErrorCode.ORDER_NOT_PAYABLE, "the charge stays as it is");
  }

  /** Keeps the client secret out of logs. */
  @Override
  public String toString() {
    return "Charge[id=" + id + ", orderId=" + orderId + ", step=" + step + ", v" + version + "]";
  }
}
