package ticketing.dev.stripe;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One try of an intent to charge a card.
 *
 * @param amount in minor units, as are the other amounts
 * @param amountRefunded what went back, be it captured or only held
 * @param captureBefore when the hold ends, in seconds since 1970; null where nothing was held
 * @param failure why it failed; null when it did not
 */
record Charge(
    String id,
    long created,
    String intent,
    long amount,
    String currency,
    @Nullable String description,
    Map<String, String> metadata,
    PaymentMethod method,
    long amountCaptured,
    long amountRefunded,
    @Nullable Long captureBefore,
    @Nullable CardError failure)
    implements Entity {

  /**
   * How long Stripe holds money
   * (https://docs.stripe.com/payments/place-a-hold-on-a-payment-method).
   */
  static final Duration HOLD = Duration.ofDays(7);

  static Charge attempt(Intent intent, PaymentMethod method, String id, long now) {
    var failure = method.card().failure();
    var terms = intent.terms();
    boolean captures = failure == null && !terms.manual();
    boolean holds = failure == null && terms.manual();
    return new Charge(
        id,
        now,
        intent.id(),
        terms.amount(),
        terms.currency(),
        terms.description(),
        intent.metadata(),
        method,
        captures ? terms.amount() : 0,
        0,
        holds ? now + HOLD.toSeconds() : null,
        failure);
  }

  /** Takes a part of what is held, or all of it; the rest goes back. */
  Charge capture(long part) {
    return settled(part, amount - part);
  }

  /** Lets go of all that is held. */
  Charge release() {
    return settled(0, amount);
  }

  /** Gives a part of what was captured back, or all of it. */
  Charge refund(long part) {
    return settled(amountCaptured, amountRefunded + part);
  }

  /** What was to be given back could not be. */
  Charge refundFailed(long part) {
    return settled(amountCaptured, amountRefunded - part);
  }

  boolean succeeded() {
    return failure == null;
  }

  boolean captured() {
    return amountCaptured > 0;
  }

  private Charge settled(long captured, long refunded) {
    return new Charge(
        id,
        created,
        intent,
        amount,
        currency,
        description,
        metadata,
        method,
        captured,
        refunded,
        captureBefore,
        failure);
  }
}
