package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ticketing.dev.stripe.Intent.Status.CANCELED;
import static ticketing.dev.stripe.Intent.Status.REQUIRES_ACTION;
import static ticketing.dev.stripe.Intent.Status.REQUIRES_CAPTURE;
import static ticketing.dev.stripe.Intent.Status.REQUIRES_CONFIRMATION;
import static ticketing.dev.stripe.Intent.Status.REQUIRES_PAYMENT_METHOD;
import static ticketing.dev.stripe.Intent.Status.SUCCEEDED;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import ticketing.dev.stripe.Terms.CaptureMethod;

class IntentTest {

  private static final long NOW = 1_800_000_000;

  private final PaymentMethod card =
      PaymentMethod.documented("pm_card_visa", "pm_1", NOW).orElseThrow();
  private final PaymentMethod empty =
      PaymentMethod.documented("pm_card_visa_chargeDeclinedInsufficientFunds", "pm_2", NOW)
          .orElseThrow();

  private final PaymentMethod asked =
      PaymentMethod.documented("pm_card_authenticationRequired", "pm_3", NOW).orElseThrow();

  private final Intent open = intent(CaptureMethod.MANUAL);
  private final Intent.Step held = open.confirm(card, "ch_1", NOW);
  private final Intent challenged =
      open.challenge(asked, new Intent.NextAction("http://bank", null));
  private final Intent.Step captured = held.intent().capture(held.charge(), 1500);
  private final Intent canceled = open.cancel(null, NOW);

  @Test
  void holdsThenTakesTheMoney() {
    assertThat(held.intent().status()).isEqualTo(REQUIRES_CAPTURE);
    assertThat(held.intent().amountCapturable()).isEqualTo(1500);
    assertThat(held.intent().amountReceived()).isZero();
    assertThat(held.charge().captured()).isFalse();
    assertThat(held.charge().captureBefore()).isEqualTo(NOW + Charge.HOLD.toSeconds());

    assertThat(captured.intent().status()).isEqualTo(SUCCEEDED);
    assertThat(captured.intent().amountCapturable()).isZero();
    assertThat(captured.intent().amountReceived()).isEqualTo(1500);
    assertThat(captured.charge().amountCaptured()).isEqualTo(1500);
    assertThat(captured.charge().amountRefunded()).isZero();
  }

  @Test
  void takesTheMoneyAtOnceUnlessToldToHoldIt() {
    for (var method : List.of(CaptureMethod.AUTOMATIC, CaptureMethod.AUTOMATIC_ASYNC)) {
      var step = intent(method).confirm(card, "ch_1", NOW);
      assertThat(step.intent().status()).isEqualTo(SUCCEEDED);
      assertThat(step.intent().amountReceived()).isEqualTo(1500);
      assertThat(step.charge().captured()).isTrue();
      assertThat(step.charge().captureBefore()).isNull();
    }
  }

  @Test
  void whatIsNotTakenGoesBack() {
    var part = held.intent().capture(held.charge(), 1000);
    assertThat(part.intent().amountReceived()).isEqualTo(1000);
    assertThat(part.charge().amountCaptured()).isEqualTo(1000);
    assertThat(part.charge().amountRefunded()).isEqualTo(500);

    assertThat(held.charge().release().amountRefunded()).isEqualTo(1500);
    assertThat(held.charge().release().captured()).isFalse();
  }

  @Test
  void takesNoMoreThanIsHeld() {
    assertThatThrownBy(() -> held.intent().capture(held.charge(), 1501))
        .isInstanceOfSatisfying(
            StripeError.class, error -> assertThat(error.code()).isEqualTo("amount_too_large"));
  }

  @Test
  void aDeclineAsksForAnotherCard() {
    var declined = open.with(empty).confirm(empty, "ch_1", NOW);
    assertThat(declined.intent().status()).isEqualTo(REQUIRES_PAYMENT_METHOD);
    assertThat(declined.intent().paymentMethod()).isNull();
    assertThat(declined.intent().latestCharge()).isEqualTo("ch_1");
    assertThat(declined.intent().lastFailure())
        .isEqualTo(new Failure(CardError.INSUFFICIENT_FUNDS, "ch_1", empty));
    assertThat(declined.charge().succeeded()).isFalse();
    assertThat(declined.charge().captureBefore()).isNull();

    var paid = declined.intent().confirm(card, "ch_2", NOW).intent();
    assertThat(paid.status()).isEqualTo(REQUIRES_CAPTURE);
    assertThat(paid.lastFailure()).isNull();
  }

  @Test
  void aMistypedCardIsNotCharged() {
    var mistyped = open.mistyped(CardError.INCORRECT_NUMBER);
    assertThat(mistyped.status()).isEqualTo(REQUIRES_PAYMENT_METHOD);
    assertThat(mistyped.latestCharge()).isNull();
    assertThat(mistyped.lastFailure())
        .isEqualTo(new Failure(CardError.INCORRECT_NUMBER, null, null));
  }

  @Test
  void theBankIsAnsweredBeforeTheCardIsCharged() {
    assertThat(challenged.status()).isEqualTo(REQUIRES_ACTION);
    assertThat(challenged.latestCharge()).isNull();
    assertThat(challenged.amountCapturable()).isZero();

    var step = challenged.authenticated(asked, "ch_1", NOW);
    assertThat(step.intent().status()).isEqualTo(REQUIRES_CAPTURE);
    assertThat(step.intent().nextAction()).isNull();
    assertThat(step.charge().succeeded()).isTrue();

    var failed = challenged.unauthenticated(asked);
    assertThat(failed.status()).isEqualTo(REQUIRES_PAYMENT_METHOD);
    assertThat(failed.nextAction()).isNull();
    assertThat(failed.paymentMethod()).isNull();
    assertThat(failed.lastFailure())
        .isEqualTo(new Failure(CardError.AUTHENTICATION_FAILURE, null, asked));
  }

  @Test
  void cancelingRemembersWhenAndWhy() {
    var intent = held.intent().cancel(Cancellation.Reason.ABANDONED, NOW + 5);
    assertThat(intent.status()).isEqualTo(CANCELED);
    assertThat(intent.amountCapturable()).isZero();
    assertThat(intent.cancellation())
        .isEqualTo(new Cancellation(NOW + 5, Cancellation.Reason.ABANDONED));
  }

  @Test
  void metadataIsMerged() {
    var intent = open.annotate(Map.of("a", "1", "b", "2")).annotate(Map.of("a", "", "c", "3"));
    assertThat(intent.metadata())
        .containsExactlyInAnyOrderEntriesOf(Map.of("order", "7", "b", "2", "c", "3"));
  }

  @Test
  void eachTransitionIsAllowedInItsStatesOnly() {
    var states = new EnumMap<Intent.Status, Intent>(Intent.Status.class);
    states.put(REQUIRES_PAYMENT_METHOD, open);
    states.put(REQUIRES_CONFIRMATION, open.with(card));
    states.put(REQUIRES_ACTION, challenged);
    states.put(REQUIRES_CAPTURE, held.intent());
    states.put(SUCCEEDED, captured.intent());
    states.put(CANCELED, canceled);
    assertThat(states).hasSameSizeAs(Intent.Status.values());

    var confirmable = Set.of(REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION, REQUIRES_ACTION);
    allowed(states, confirmable, intent -> intent.with(card));
    allowed(states, confirmable, intent -> intent.confirm(card, "ch_9", NOW));
    allowed(states, confirmable, intent -> intent.mistyped(CardError.INVALID_CVC));
    allowed(
        states, confirmable, intent -> intent.challenge(asked, new Intent.NextAction("x", null)));
    allowed(states, Set.of(REQUIRES_ACTION), intent -> intent.unauthenticated(asked));
    allowed(states, Set.of(REQUIRES_ACTION), intent -> intent.authenticated(asked, "ch_9", NOW));
    allowed(states, Set.of(REQUIRES_CAPTURE), intent -> intent.capture(held.charge(), 1500));
    allowed(
        states,
        Set.of(REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION, REQUIRES_ACTION, REQUIRES_CAPTURE),
        intent -> intent.cancel(null, NOW));
  }

  private static void allowed(
      Map<Intent.Status, Intent> states, Set<Intent.Status> expected, Consumer<Intent> transition) {
    states.forEach((status, intent) -> {
      if (expected.contains(status)) {
        transition.accept(intent);
      } else {
        assertThatThrownBy(() -> transition.accept(intent))
            .isInstanceOfSatisfying(
                StripeError.class,
                error -> {
                  assertThat(error.status()).isEqualTo(400);
                  assertThat(error.code()).isEqualTo("payment_intent_unexpected_state");
                  assertThat(error.intent()).isEqualTo(intent);
                });
      }
    });
  }

  private static Intent intent(CaptureMethod method) {
    var terms = new Terms("secret_1", 1500, "usd", method, null, null);
    return Intent.create("pi_1", terms, Map.of("order", "7"), NOW);
  }
}
