package ticketing.payments;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.contracts.ErrorCode;
import ticketing.payments.stripe.Answer;
import ticketing.payments.stripe.Answer.CardError;
import ticketing.payments.stripe.Answer.Intent;
import ticketing.payments.stripe.Answer.Refused;
import ticketing.payments.stripe.Answer.Silence;
import ticketing.payments.stripe.StripeGateway;

/** What to do about a charge at its step: at most one call that changes something at Stripe. */
final class ChargeSteps {

  /**
   * What was done.
   *
   * @param decision what becomes of the charge; a refusal: look again later
   * @param answered whether Stripe answered a call with an idempotency key
   */
  record Acted(Decision<Charge> decision, boolean answered) {

    boolean hasHelped() {
      return decision instanceof Change<Charge>;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(ChargeSteps.class);

  private final StripeGateway stripe;
  private final InstantSource clock;

  ChargeSteps(StripeGateway stripe, InstantSource clock) {
    this.stripe = stripe;
    this.clock = clock;
  }

  /**
   * Does the charge's next step.
   *
   * @param answers counts Stripe's answers so far: a part of the idempotency key
   * @param justCreated whether the intent was made a moment ago, and need not be read first
   * @param stillOurs asked before a second call: others wait for one call's time only
   */
  Acted act(Charge charge, int answers, boolean justCreated, BooleanSupplier stillOurs) {
    Instant now = clock.instant();
    if (charge.isTooLate(now)) {
      return new Acted(charge.release(now), false);
    }
    String stripeId = charge.stripeId();
    return switch (charge.step()) {
      case CREATED -> create(charge, answers);
      case OPEN -> new Acted(charge.confirm(now), false);
      case CONFIRMING, CAPTURING, ACTION_REQUIRED, VOIDING -> {
        if (stripeId == null) {
          yield new Acted(charge.fail(now), false);
        }
        yield justCreated
            ? call(charge, stripeId, answers)
            : readAndCall(charge, stripeId, answers, stillOurs);
      }
      case AUTHORIZED, COMPLETED, FAILED, REFUNDING, REFUNDED -> nothing("nothing to do");
    };
  }

  private Acted create(Charge charge, int answers) {
    Answer answer =
        stripe.create(
            charge.id(), charge.orderId(), charge.money(), key("create", charge, answers));
    return answer instanceof Intent intent
        ? new Acted(charge.open(intent, clock.instant()), true)
        : follow(charge, answer);
  }

  /** Reads the intent first: the call may have been made before, and nobody lived to store it. */
  private Acted readAndCall(
      Charge charge, String stripeId, int answers, BooleanSupplier stillOurs) {
    Answer seen = stripe.retrieve(stripeId);
    if (!(seen instanceof Intent intent)) {
      return new Acted(follow(charge, seen).decision(), false);
    }
    Decision<Charge> decision = charge.follow(intent, clock.instant());
    if (decision instanceof Change<Charge> || !isToBeCalled(intent)) {
      return new Acted(decision, false);
    }
    return stillOurs.getAsBoolean()
        ? call(charge, stripeId, answers)
        : nothing("another instance is at it");
  }

  private static boolean isToBeCalled(Intent intent) {
    return switch (intent.status()) {
      case REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION, REQUIRES_ACTION, REQUIRES_CAPTURE ->
          true;
      case PROCESSING, SUCCEEDED, CANCELED -> false;
    };
  }

  private Acted call(Charge charge, String stripeId, int answers) {
    return switch (charge.step()) {
      case CONFIRMING ->
          follow(
              charge,
              stripe.confirm(stripeId, charge.paymentMethodId(), key("confirm", charge, answers)));
      case CAPTURING -> follow(charge, stripe.capture(stripeId, key("capture", charge, answers)));
      case VOIDING -> follow(charge, stripe.cancel(stripeId, key("cancel", charge, answers)));
      case ACTION_REQUIRED, CREATED, OPEN, AUTHORIZED, COMPLETED, FAILED, REFUNDING, REFUNDED ->
          nothing("the buyer's bank is asked");
    };
  }

  private Acted follow(Charge charge, Answer answer) {
    Instant now = clock.instant();
    Decision<Charge> decision =
        switch (answer) {
          case Intent intent -> charge.follow(intent, now);
          case CardError error -> charge.refused(error, now);
          case Refused refused -> {
            LOG.warn(
                "Stripe refused {} of charge {} with {} {}: {}",
                charge.step(),
                charge.id(),
                refused.httpStatus(),
                refused.code(),
                refused.message());
            yield later("Stripe refused");
          }
          case Silence silence -> {
            LOG.warn("No answer to {} of charge {}: {}", charge.step(), charge.id(), silence.why());
            yield later("Stripe was silent");
          }
        };
    return new Acted(decision, answer.isFromStripe());
  }

  private static Acted nothing(String why) {
    return new Acted(later(why), false);
  }

  private static Refusal<Charge> later(String why) {
    return new Refusal<>(ErrorCode.SERVICE_UNAVAILABLE, why);
  }

  private static String key(String step, Charge charge, int answers) {
    return step + ":" + charge.id() + ":" + answers;
  }
}
