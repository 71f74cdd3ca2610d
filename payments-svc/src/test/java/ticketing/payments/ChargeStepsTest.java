package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.contracts.ChargeStep;
import ticketing.payments.stripe.Answer;
import ticketing.payments.stripe.Answer.CardError;
import ticketing.payments.stripe.Answer.Intent;
import ticketing.payments.stripe.Answer.Intent.Status;
import ticketing.payments.stripe.Answer.Refund;
import ticketing.payments.stripe.Answer.Refused;
import ticketing.payments.stripe.Answer.Silence;
import ticketing.payments.stripe.StripeCall;

class ChargeStepsTest {

  private static final Instant EXPIRES = Instant.parse("2026-11-24T12:15:00Z");
  private static final Instant NOW = Instant.parse("2026-11-24T12:14:00Z");
  private static final int ANSWERS = 3;

  /** One row a step: what is asked of an intent that stands so; a dot: nothing. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          at              | REQUIRES_PAYMENT_METHOD | REQUIRES_CONFIRMATION | REQUIRES_ACTION | PROCESSING | REQUIRES_CAPTURE | SUCCEEDED | CANCELED
          CONFIRMING      | Confirm                 | Confirm               | store           | .          | store            | store     | store
          ACTION_REQUIRED | .                       | .                     | .               | .          | store            | store     | store
          AUTHORIZED      | .                       | .                     | .               | .          | .                | store     | store
          CAPTURING       | .                       | .                     | .               | .          | Capture          | store     | store
          VOIDING         | Cancel                  | Cancel                | Cancel          | .          | Cancel           | store     | store
          COMPLETED       | .                       | .                     | .               | .          | .                | .         | .
          REFUNDING       | .                       | .                     | .               | .          | .                | Refund    | .
          REFUNDED        | .                       | .                     | .               | .          | .                | .         | .
          """)
  void asksWhatTheIntentStillLacks(ArgumentsAccessor row) {
    var charge = charge(ChargeStep.valueOf(String.valueOf(row.getString(0))), "pi_1");
    for (Status status : Status.values()) {
      assertThat(name(ChargeSteps.next(charge, ANSWERS, intent(status, null), NOW)))
          .as("%s at %s", charge.step(), status)
          .isEqualTo(row.getString(1 + status.ordinal()));
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "CONFIRMING",
        "ACTION_REQUIRED",
        "AUTHORIZED",
        "CAPTURING",
        "VOIDING",
        "COMPLETED",
        "REFUNDING",
        "REFUNDED"
      })
  void readsTheIntentFirst(ChargeStep step) {
    assertThat(ChargeSteps.next(charge(step, "pi_1"), ANSWERS, null, NOW))
        .isEqualTo(new Todo.Ask(new StripeCall.Read("pi_1")));
  }

  @Test
  void hasNothingToDoAboutWhatFailed() {
    assertThat(ChargeSteps.next(charge(ChargeStep.FAILED, "pi_1"), ANSWERS, null, NOW))
        .isEqualTo(new Todo.Rest(null));
  }

  @ParameterizedTest
  @EnumSource(
      value = Refund.Status.class,
      names = {"PENDING", "FAILED"})
  void givesBackOnce(Refund.Status status) {
    var failed = changed(charge(ChargeStep.REFUNDING, "pi_1"), refund(Refund.Status.FAILED));
    var charge = status == Refund.Status.FAILED ? failed : charge(ChargeStep.REFUNDING, "pi_1");
    assertThat(ChargeSteps.next(charge, ANSWERS, intent(Status.SUCCEEDED, refund(status)), NOW))
        .isEqualTo(new Todo.Rest(Duration.ofMinutes(5)));
  }

  @Test
  void givesBackTheRest() {
    var partly = intent(Status.SUCCEEDED, refund(Refund.Status.PARTIAL));
    assertThat(name(ChargeSteps.next(charge(ChargeStep.REFUNDING, "pi_1"), ANSWERS, partly, NOW)))
        .isEqualTo("Refund");
  }

  @Test
  void aKeyNamesTheStepTheChargeAndTheAnswersSoFar() {
    var charge = charge(ChargeStep.CREATED, null);
    var todo = (Todo.Ask) ChargeSteps.next(charge, ANSWERS, null, NOW);
    assertThat(todo.call().key()).isEqualTo("create:" + charge.id() + ":3");
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTHORIZED", "ACTION_REQUIRED"})
  void letsGoWhatIsHeldTooLongWithoutAskingAnybody(ChargeStep step) {
    var late = EXPIRES.plus(Charge.GRACE).plusMillis(1);
    var todo = ChargeSteps.next(charge(step, "pi_1"), ANSWERS, null, late);
    assertThat(todo).isInstanceOf(Todo.Store.class);
    assertThat(((Todo.Store) todo).change().row().step()).isEqualTo(ChargeStep.VOIDING);
  }

  @Test
  void failsWithoutACallWhereNoIntentWasRecorded() {
    var todo = ChargeSteps.next(charge(ChargeStep.VOIDING, null), ANSWERS, null, NOW);
    assertThat(((Todo.Store) todo).change().row().step()).isEqualTo(ChargeStep.FAILED);
  }

  @Test
  void restsUntilTheMoneyIsHeldTooLong() {
    var held = intent(Status.REQUIRES_CAPTURE, null);
    var charge = charge(ChargeStep.AUTHORIZED, "pi_1");
    var soon = EXPIRES.plus(Charge.GRACE).minusSeconds(7);
    assertThat(ChargeSteps.next(charge, ANSWERS, held, soon))
        .isEqualTo(new Todo.Rest(Duration.ofSeconds(7)));
    assertThat(ChargeSteps.next(charge, ANSWERS, held, NOW))
        .isEqualTo(new Todo.Rest(Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoAnswerDecidesNothing(ChargeStep step) {
    var charge = charge(step, step == ChargeStep.CREATED ? null : "pi_1");
    for (Answer answer : new Answer[] {new Silence("cut"), new Refused(500, null, "no")}) {
      assertThat(ChargeSteps.after(charge, answer, NOW)).isInstanceOf(Refusal.class);
    }
  }

  @Test
  void anAnswerIsFollowed() {
    var created = charge(ChargeStep.CREATED, null);
    assertThat(step(created, intent(Status.REQUIRES_PAYMENT_METHOD, null)))
        .isEqualTo(ChargeStep.OPEN);
    var confirming = charge(ChargeStep.CONFIRMING, "pi_1");
    assertThat(step(confirming, intent(Status.REQUIRES_CAPTURE, null)))
        .isEqualTo(ChargeStep.AUTHORIZED);
    assertThat(step(confirming, new CardError("card_declined", "lost_card")))
        .isEqualTo(ChargeStep.VOIDING);
    assertThat(step(charge(ChargeStep.REFUNDING, "pi_1"), refund(Refund.Status.SUCCEEDED)))
        .isEqualTo(ChargeStep.REFUNDED);
  }

  private static ChargeStep step(Charge charge, Answer answer) {
    return changed(charge, answer).step();
  }

  private static Charge changed(Charge charge, Answer answer) {
    return ChargeSteps.after(charge, answer, NOW)
        .orThrow((code, detail) -> new IllegalStateException(detail))
        .row();
  }

  private static String name(Todo todo) {
    return switch (todo) {
      case Todo.Ask(StripeCall call) -> call.getClass().getSimpleName();
      case Todo.Store(Change<Charge> change) -> "store";
      case Todo.Rest(Duration time) -> ".";
    };
  }

  private static Intent intent(Status status, @Nullable Refund refund) {
    return new Intent("pi_1", "pi_1_secret", status, null, refund);
  }

  private static Refund refund(Refund.Status status) {
    return new Refund("re_1", status, null);
  }

  private static Charge charge(ChargeStep step, @Nullable String stripeId) {
    return new Charge(
        new UUID(0, 1),
        new UUID(0, 2),
        new UUID(0, 3),
        1500,
        "usd",
        step,
        "pm_1",
        null,
        null,
        stripeId,
        stripeId == null ? null : "pi_1_secret",
        null,
        null,
        null,
        EXPIRES,
        null,
        7,
        NOW,
        NOW);
  }
}
