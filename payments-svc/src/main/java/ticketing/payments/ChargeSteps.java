package ticketing.payments;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.payments.stripe.Answer;
import ticketing.payments.stripe.Answer.CardError;
import ticketing.payments.stripe.Answer.Intent;
import ticketing.payments.stripe.Answer.Refund;
import ticketing.payments.stripe.Answer.Refused;
import ticketing.payments.stripe.Answer.Silence;
import ticketing.payments.stripe.StripeCall;

/**
 * What to do about a charge at its step: decides, and calls nobody. An intent is read before
 * anything is asked of it, unless it was answered a moment ago: the call may have been made before,
 * and nobody lived to store what came of it.
 */
final class ChargeSteps {

  private static final Duration ACTION_LOOK = Duration.ofSeconds(2);
  private static final Duration AUTHORIZED_LOOK = Duration.ofMinutes(1);
  private static final Duration REFUND_LOOK = Duration.ofMinutes(5);

  private ChargeSteps() {}

  /**
   * The next thing to do.
   *
   * @param answers counts Stripe's answers so far: a part of the idempotency key
   * @param seen the intent, as Stripe answered last since somebody is at the charge
   */
  static Todo next(Charge charge, int answers, @Nullable Intent seen, Instant now) {
    if (charge.isTooLate(now)) {
      return stored(charge.release(now));
    }
    String stripeId = charge.stripeId();
    return switch (charge.step()) {
      case CREATED ->
          new Todo.Ask(
              new StripeCall.Create(
                  charge.id(), charge.orderId(), charge.money(), key("create", charge, answers)));
      case OPEN ->
          charge.isWaitingForPaymentMethod()
              ? look(charge, stripeId, answers, seen, now)
              : stored(charge.confirm(now));
      case CONFIRMING,
          ACTION_REQUIRED,
          AUTHORIZED,
          CAPTURING,
          VOIDING,
          COMPLETED,
          REFUNDING,
          REFUNDED ->
          look(charge, stripeId, answers, seen, now);
      case FAILED -> new Todo.Rest(null);
    };
  }

  private static Todo look(
      Charge charge, @Nullable String stripeId, int answers, @Nullable Intent seen, Instant now) {
    if (stripeId == null) {
      return stored(charge.fail(now));
    }
    if (seen == null) {
      return new Todo.Ask(new StripeCall.Read(stripeId));
    }
    Decision<Charge> followed = charge.follow(seen, now);
    if (followed instanceof Change<Charge>) {
      return stored(followed);
    }
    StripeCall call = call(charge, stripeId, answers, seen);
    return call == null ? new Todo.Rest(rest(charge, now)) : new Todo.Ask(call);
  }

  /** What has to be asked of an intent that stands so; null: nothing, or not now. */
  private static @Nullable StripeCall call(
      Charge charge, String stripeId, int answers, Intent seen) {
    return switch (charge.step()) {
      case CONFIRMING ->
          seen.isConfirmable()
              ? new StripeCall.Confirm(
                  stripeId, charge.paymentMethodId(), key("confirm", charge, answers))
              : null;
      case CAPTURING ->
          seen.isCapturable()
              ? new StripeCall.Capture(stripeId, key("capture", charge, answers))
              : null;
      case VOIDING ->
          seen.isCancelable()
              ? new StripeCall.Cancel(stripeId, key("cancel", charge, answers))
              : null;
      case REFUNDING ->
          charge.refundError() == null && seen.isRefundable()
              ? new StripeCall.Refund(stripeId, key("refund", charge, answers))
              : null;
      case CREATED, OPEN, ACTION_REQUIRED, AUTHORIZED, COMPLETED, FAILED, REFUNDED -> null;
    };
  }

  /** What Stripe's answer to a call makes of the charge; a refusal: ask again later. */
  static Decision<Charge> after(Charge charge, Answer answer, Instant now) {
    return switch (answer) {
      case Intent intent ->
          charge.step() == ChargeStep.CREATED
              ? charge.open(intent, now)
              : charge.follow(intent, now);
      case Refund refund -> charge.followRefund(refund, now);
      case CardError error ->
          charge.step() == ChargeStep.REFUNDING
              ? charge.followRefund(Refund.failed(error.reason()), now)
              : charge.refused(error, now);
      case Refused refused ->
          charge.step() == ChargeStep.REFUNDING && refused.isFinal()
              ? charge.followRefund(Refund.failed(String.valueOf(refused.code())), now)
              : later("Stripe refused");
      case Silence silence -> later("Stripe was silent");
    };
  }

  /** How long there is nothing to do about a charge, if its intent stays as it is. */
  private static @Nullable Duration rest(Charge charge, Instant now) {
    return switch (charge.step()) {
      case CREATED, CONFIRMING, CAPTURING, VOIDING -> Duration.ZERO;
      case ACTION_REQUIRED -> ACTION_LOOK;
      case OPEN -> untilTooLate(charge, now);
      case AUTHORIZED -> {
        Duration left = untilTooLate(charge, now);
        yield left.compareTo(AUTHORIZED_LOOK) < 0 ? left : AUTHORIZED_LOOK;
      }
      case REFUNDING -> REFUND_LOOK;
      case COMPLETED, FAILED, REFUNDED -> null;
    };
  }

  private static Duration untilTooLate(Charge charge, Instant now) {
    return Duration.between(now, charge.expiresAt().plus(Charge.GRACE));
  }

  private static Todo stored(Decision<Charge> decision) {
    return new Todo.Store(
        decision.orThrow((code, detail) -> new IllegalStateException(code + ": " + detail)));
  }

  private static Refusal<Charge> later(String why) {
    return new Refusal<>(ErrorCode.SERVICE_UNAVAILABLE, why);
  }

  private static String key(String step, Charge charge, int answers) {
    return step + ":" + charge.id() + ":" + answers;
  }
}
