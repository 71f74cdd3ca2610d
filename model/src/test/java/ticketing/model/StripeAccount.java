package ticketing.model;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import ticketing.payments.stripe.Answer;
import ticketing.payments.stripe.Answer.CardError;
import ticketing.payments.stripe.Answer.Intent.Status;
import ticketing.payments.stripe.Answer.Refund;

/**
 * What Stripe has for one order.
 *
 * @param stored what it answered, by idempotency key: to be answered again
 */
public record StripeAccount(List<Made> intents, List<Stored> stored) {

  static final StripeAccount EMPTY = new StripeAccount(List.of(), List.of());

  /**
   * An intent.
   *
   * @param byHand whether its money was taken in Stripe's dashboard
   */
  record Made(
      String id,
      int amount,
      Status status,
      @Nullable CardError lastError,
      @Nullable Refund refund,
      boolean byHand) {

    Made with(Status next, @Nullable CardError error) {
      return new Made(id, amount, next, error, refund, byHand);
    }

    Made takenByHand() {
      return new Made(id, amount, Status.SUCCEEDED, null, refund, true);
    }

    Made refunded(Refund next) {
      return new Made(id, amount, status, lastError, next, byHand);
    }

    boolean isTaken() {
      return status == Status.SUCCEEDED;
    }

    boolean isGivenBack() {
      return refund != null && refund.status() == Refund.Status.SUCCEEDED;
    }

    Answer.Intent read() {
      return new Answer.Intent(id, "secret", status, lastError, refund);
    }

    /** As calls other than reads answer: without what was given back. */
    Answer.Intent answer() {
      return new Answer.Intent(id, "secret", status, lastError, null);
    }

    @Override
    public String toString() {
      return id + " " + status + (refund == null ? "" : ", refund " + refund.status());
    }
  }

  record Stored(String key, Answer answer) {}

  @Nullable Made intent(@Nullable String id) {
    for (Made intent : intents) {
      if (intent.id().equals(id)) {
        return intent;
      }
    }
    return null;
  }

  /** Whether the intent is, or was given back, beyond what is known of it. */
  public boolean hasNews(@Nullable String id, @Nullable Status known) {
    Made intent = intent(id);
    if (intent == null) {
      return false;
    }
    boolean returns = intent.refund() != null && intent.refund().status() != Refund.Status.FAILED;
    return known == null
        ? intent.status() == Status.CANCELED || intent.isGivenBack()
        : intent.status() != known || returns;
  }

  boolean isHeld(@Nullable String id) {
    Made intent = intent(id);
    return intent != null && intent.status() == Status.REQUIRES_CAPTURE;
  }

  StripeAccount put(Made intent) {
    List<Made> next = new ArrayList<>(intents);
    next.removeIf(other -> other.id().equals(intent.id()));
    next.add(intent);
    return new StripeAccount(List.copyOf(next), stored);
  }

  @Nullable Answer stored(@Nullable String key) {
    for (Stored answer : stored) {
      if (answer.key().equals(key)) {
        return answer.answer();
      }
    }
    return null;
  }

  StripeAccount store(String key, Answer answer) {
    List<Stored> next = new ArrayList<>(stored);
    next.add(new Stored(key, answer));
    return new StripeAccount(intents, List.copyOf(next));
  }

  @Override
  public String toString() {
    var words = new StringJoiner(", ");
    intents.forEach(intent -> words.add(intent.toString()));
    return words.toString();
  }
}
