package ticketing.dev.stripe;

import static ticketing.dev.stripe.Intent.Status.CANCELED;
import static ticketing.dev.stripe.Intent.Status.REQUIRES_ACTION;
import static ticketing.dev.stripe.Intent.Status.REQUIRES_CAPTURE;
import static ticketing.dev.stripe.Intent.Status.REQUIRES_CONFIRMATION;
import static ticketing.dev.stripe.Intent.Status.REQUIRES_PAYMENT_METHOD;
import static ticketing.dev.stripe.Intent.Status.SUCCEEDED;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A payment intent. Its methods are its transitions: they answer the next state, or refuse by a
 * {@link StripeError} that says in which states Stripe allows it.
 *
 * @param paymentMethod the id of what it will be, or was, paid with
 * @param latestCharge the id of its last try
 * @param amountReceived what was captured, in minor units
 * @param lastFailure why the last try failed; null after one that did not
 * @param nextAction what the buyer has to do; null unless the bank asks
 * @see <a href="https://docs.stripe.com/payments/paymentintents/lifecycle">Stripe's lifecycle</a>
 */
record Intent(
    String id,
    long created,
    Terms terms,
    Map<String, String> metadata,
    Status status,
    @Nullable String paymentMethod,
    @Nullable String latestCharge,
    long amountReceived,
    @Nullable Cancellation cancellation,
    @Nullable Failure lastFailure,
    @Nullable NextAction nextAction)
    implements Entity {

  enum Status {
    REQUIRES_PAYMENT_METHOD,
    REQUIRES_CONFIRMATION,
    REQUIRES_ACTION,
    REQUIRES_CAPTURE,
    SUCCEEDED,
    CANCELED;

    String code() {
      return Json.code(this);
    }
  }

  /**
   * Where the buyer answers the bank.
   *
   * @param url the bank's page
   * @param returnUrl where the buyer goes from there; null where the seller did not say
   */
  record NextAction(String url, @Nullable String returnUrl) {}

  /** An intent's next state, and that of the charge which moved with it. */
  record Step(Intent intent, Charge charge) {}

  private static final List<Status> CONFIRMABLE =
      List.of(REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION, REQUIRES_ACTION);
  private static final List<Status> CANCELABLE =
      List.of(REQUIRES_PAYMENT_METHOD, REQUIRES_CAPTURE, REQUIRES_CONFIRMATION, REQUIRES_ACTION);

  static Intent create(String id, Terms terms, Map<String, String> metadata, long now) {
    return new Intent(
        id, now, terms, metadata, REQUIRES_PAYMENT_METHOD, null, null, 0, null, null, null);
  }

  Intent with(PaymentMethod method) {
    requireConfirmable();
    return next(REQUIRES_CONFIRMATION, method.id(), latestCharge, 0, lastFailure);
  }

  /** The bank wants the buyer to answer before the card is charged. */
  Intent challenge(PaymentMethod method, NextAction action) {
    requireConfirmable();
    return state(REQUIRES_ACTION, method.id(), latestCharge, 0, cancellation, null, action);
  }

  /** The buyer gave the bank the wrong answer, so the card is not charged. */
  Intent unauthenticated(PaymentMethod method) {
    requireChallenged();
    var failure = new Failure(CardError.AUTHENTICATION_FAILURE, null, method);
    return next(REQUIRES_PAYMENT_METHOD, null, latestCharge, 0, failure);
  }

  /** The buyer gave the bank the right answer, so the card is charged. */
  Step authenticated(PaymentMethod method, String chargeId, long now) {
    requireChallenged();
    return charge(method, chargeId, now);
  }

  /** Charges the card: holds or takes the money, or fails as the card's issuer wants. */
  Step confirm(PaymentMethod method, String chargeId, long now) {
    requireConfirmable();
    return charge(method, chargeId, now);
  }

  private Step charge(PaymentMethod method, String chargeId, long now) {
    var charge = Charge.attempt(this, method, chargeId, now);
    var error = charge.failure();
    if (error != null) {
      var failure = new Failure(error, chargeId, method);
      return new Step(next(REQUIRES_PAYMENT_METHOD, null, chargeId, 0, failure), charge);
    }
    var status = terms.manual() ? REQUIRES_CAPTURE : SUCCEEDED;
    return new Step(next(status, method.id(), chargeId, charge.amountCaptured(), null), charge);
  }

  /** A card that was mistyped is not charged. */
  Intent mistyped(CardError error) {
    requireConfirmable();
    var failure = new Failure(error, null, null);
    return next(REQUIRES_PAYMENT_METHOD, null, latestCharge, 0, failure);
  }

  /** Takes a part of what is held, or all of it; the rest goes back. */
  Step capture(Charge held, long part) {
    requireCapturable();
    if (part > amountCapturable()) {
      throw StripeError.invalid(
          "amount_too_large",
          "The amount to capture (%d) is over what can be captured (%d)."
              .formatted(part, amountCapturable()),
          "amount_to_capture");
    }
    var charge = held.capture(part);
    return new Step(next(SUCCEEDED, paymentMethod, latestCharge, part, null), charge);
  }

  Intent cancel(Cancellation.@Nullable Reason reason, long now) {
    require(CANCELABLE, "You cannot cancel this PaymentIntent", "canceled");
    var at = new Cancellation(now, reason);
    return state(CANCELED, paymentMethod, latestCharge, 0, at, lastFailure, null);
  }

  /** Adds and replaces; an empty value takes its key away. */
  Intent annotate(Map<String, String> changes) {
    var merged = new LinkedHashMap<>(metadata);
    merged.putAll(changes);
    merged.values().removeIf(String::isEmpty);
    return new Intent(
        id,
        created,
        terms,
        merged,
        status,
        paymentMethod,
        latestCharge,
        amountReceived,
        cancellation,
        lastFailure,
        nextAction);
  }

  /** What the buyer's bank and browser know it by. */
  String clientSecret() {
    return id + "_" + terms.secret();
  }

  boolean expired() {
    return cancellation != null && cancellation.reason() == Cancellation.Reason.AUTOMATIC;
  }

  long amountCapturable() {
    return status == REQUIRES_CAPTURE ? terms.amount() : 0;
  }

  void requireConfirmable() {
    if (status == SUCCEEDED) {
      throw StripeError.unexpectedState(
          this,
          "You cannot confirm this PaymentIntent because it has already succeeded after being"
              + " previously confirmed.");
    }
    require(CONFIRMABLE, "You cannot confirm this PaymentIntent", "confirmed");
  }

  void requireCapturable() {
    if (status == SUCCEEDED) {
      throw StripeError.unexpectedState(
          this, "This PaymentIntent could not be captured because it has already been captured.");
    }
    require(List.of(REQUIRES_CAPTURE), "This PaymentIntent could not be captured", "captured");
  }

  void requireChallenged() {
    require(List.of(REQUIRES_ACTION), "Nobody waits for the bank's answer", "authenticated");
  }

  private void require(List<Status> allowed, String refusal, String done) {
    if (!allowed.contains(status)) {
      throw StripeError.unexpectedState(
          this,
          ("%s because it has a status of %s. Only a PaymentIntent with one of the following"
                  + " statuses may be %s: %s.")
              .formatted(
                  refusal,
                  status.code(),
                  done,
                  allowed.stream().map(Status::code).collect(Collectors.joining(", "))));
    }
  }

  private Intent next(
      Status status,
      @Nullable String paymentMethod,
      @Nullable String latestCharge,
      long amountReceived,
      @Nullable Failure lastFailure) {
    return state(
        status, paymentMethod, latestCharge, amountReceived, cancellation, lastFailure, null);
  }

  private Intent state(
      Status status,
      @Nullable String paymentMethod,
      @Nullable String latestCharge,
      long amountReceived,
      @Nullable Cancellation cancellation,
      @Nullable Failure lastFailure,
      @Nullable NextAction nextAction) {
    return new Intent(
        id,
        created,
        terms,
        metadata,
        status,
        paymentMethod,
        latestCharge,
        amountReceived,
        cancellation,
        lastFailure,
        nextAction);
  }
}
