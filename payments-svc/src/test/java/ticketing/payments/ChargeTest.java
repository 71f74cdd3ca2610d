package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.payments.stripe.Answer.CardError;
import ticketing.payments.stripe.Answer.Intent;
import ticketing.payments.stripe.Answer.Intent.Status;
import ticketing.payments.stripe.Answer.Refund;

class ChargeTest {

  private static final Instant EXPIRES = Instant.parse("2026-11-24T12:15:00Z");
  private static final Instant CAPTURE_BY = Instant.parse("2026-11-24T12:24:00Z");
  private static final Instant BEFORE = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-24T12:14:00Z");
  private static final String SECRET = "pi_1_secret_abc";
  private static final CardError MISTYPED = new CardError("incorrect_cvc", "incorrect_cvc");
  private static final CardError DECLINED = new CardError("card_declined", "lost_card");

  /** One row a step: where the intent's status takes it; a dot: it stays. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          from            | REQUIRES_PAYMENT_METHOD | REQUIRES_CONFIRMATION | REQUIRES_ACTION | PROCESSING | REQUIRES_CAPTURE | SUCCEEDED | CANCELED
          CREATED         | .                       | .                     | .               | .          | .                | COMPLETED | FAILED
          OPEN            | .                       | .                     | .               | .          | .                | COMPLETED | FAILED
          CONFIRMING      | .                       | .                     | ACTION_REQUIRED | .          | AUTHORIZED       | COMPLETED | FAILED
          ACTION_REQUIRED | .                       | .                     | .               | .          | AUTHORIZED       | COMPLETED | FAILED
          AUTHORIZED      | .                       | .                     | .               | .          | .                | COMPLETED | FAILED
          CAPTURING       | .                       | .                     | .               | .          | .                | COMPLETED | FAILED
          VOIDING         | .                       | .                     | .               | .          | .                | COMPLETED | FAILED
          COMPLETED       | .                       | .                     | .               | .          | .                | .         | .
          FAILED          | .                       | .                     | .               | .          | .                | .         | .
          REFUNDING       | .                       | .                     | .               | .          | .                | .         | .
          REFUNDED        | .                       | .                     | .               | .          | .                | .         | .
          """)
  void followsItsIntent(ArgumentsAccessor row) {
    var charge = at(ChargeStep.valueOf(String.valueOf(row.getString(0))));
    for (Status status : Status.values()) {
      assertThat(outcome(charge.follow(intent(status), NOW)))
          .as("%s at %s", status, charge.step())
          .isEqualTo(row.getString(1 + status.ordinal()));
    }
  }

  /** One row a step: where each thing that happens takes it; a dot: it stays. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          from            | intent made | to confirm | other card | mistyped | declined | fence     | cancelled | let go | to be given back
          CREATED         | OPEN        | .          | .          | .        | .        | .         | VOIDING   | VOIDING | .
          OPEN            | .           | CONFIRMING | .          | .        | .        | .         | VOIDING   | VOIDING | .
          CONFIRMING      | .           | .          | .          | OPEN     | VOIDING  | .         | VOIDING   | VOIDING | .
          ACTION_REQUIRED | .           | .          | .          | OPEN     | VOIDING  | .         | VOIDING   | VOIDING | .
          AUTHORIZED      | .           | .          | .          | .        | .        | CAPTURING | VOIDING   | VOIDING | .
          CAPTURING       | .           | .          | .          | .        | .        | .         | VOIDING   | VOIDING | .
          VOIDING         | .           | .          | .          | .        | .        | .         | .         | . | .
          COMPLETED       | .           | .          | .          | .        | .        | .         | REFUNDING | .       | REFUNDING
          FAILED          | .           | .          | .          | .        | .        | .         | .         | . | .
          REFUNDING       | .           | .          | .          | .        | .        | .         | .         | . | .
          REFUNDED        | .           | .          | .          | .        | .        | .         | .         | . | .
          """)
  void stepsOnlyFromWhereItMay(ArgumentsAccessor row) {
    var charge = at(ChargeStep.valueOf(String.valueOf(row.getString(0))));
    var decisions =
        List.of(
            charge.open(intent(Status.REQUIRES_PAYMENT_METHOD), NOW),
            charge.confirm(NOW),
            charge.payWith("pm_other", "key 2", NOW),
            charge.refused(MISTYPED, NOW),
            charge.refused(DECLINED, NOW),
            charge.hear(order(OrderStatus.AWAITING_PAYMENT), NOW),
            charge.hear(order(OrderStatus.CANCELLED), NOW),
            charge.release(NOW),
            charge.refund(NOW));
    for (int i = 0; i < decisions.size(); i++) {
      assertThat(outcome(decisions.get(i)))
          .as("column %d at %s", i + 1, charge.step())
          .isEqualTo(row.getString(i + 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isOneVersionUpAndToldOfWholeAfterEachChange(ChargeStep from) {
    var charge = at(from);
    for (Decision<Charge> decision : everything(charge)) {
      if (decision instanceof Change<Charge>(Charge next, Event<?> told)) {
        assertThat(next.version()).isEqualTo(charge.version() + 1);
        assertThat(next.updatedAt()).isEqualTo(NOW);
        assertThat(next)
            .usingRecursiveComparison()
            .comparingOnlyFields(
                "id", "orderId", "buyerId", "amount", "currency", "expiresAt", "createdAt")
            .isEqualTo(charge);
        assertTold(next, told);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsOnlyWhenItsIntentIsCanceledOrNoneWasRecorded(ChargeStep from) {
    for (Charge charge : List.of(at(from), withoutIntent(from))) {
      assertThat(outcome(charge.fail(NOW)))
          .isEqualTo(from == ChargeStep.VOIDING && charge.stripeId() == null ? "FAILED" : ".");
      for (Decision<Charge> decision : everythingBut(charge, Status.CANCELED)) {
        assertThat(outcome(decision)).isNotEqualTo("FAILED");
      }
    }
  }

  @Test
  void staysFailed() {
    assertThat(everything(at(ChargeStep.FAILED))).allMatch(Refusal.class::isInstance);
    assertThat(everything(withoutIntent(ChargeStep.FAILED))).allMatch(Refusal.class::isInstance);
  }

  @ParameterizedTest
  @EnumSource(OrderStatus.class)
  void hearsOnlyOfTheFenceAndOfTheCancellation(OrderStatus status) {
    var decision = at(ChargeStep.AUTHORIZED).hear(order(status), NOW);
    assertThat(outcome(decision))
        .isEqualTo(
            switch (status) {
              case CREATED, COMPLETED -> ".";
              case AWAITING_PAYMENT -> "CAPTURING";
              case CANCELLED -> "VOIDING";
            });
  }

  @Test
  void beginsWithWhatTheOrderCosts() {
    var change = Charge.create(UUID.randomUUID(), order(OrderStatus.CREATED), "pm_1", "key", NOW);
    var charge = change.row();
    assertThat(charge.step()).isEqualTo(ChargeStep.CREATED);
    assertThat(charge.money()).isEqualTo(new Money(1500, "usd"));
    assertThat(charge.expiresAt()).isEqualTo(EXPIRES);
    assertThat(charge.version()).isOne();
    assertThat(charge.stripeId()).isNull();
    assertTold(charge, change.event());
  }

  @Test
  void remembersItsIntent() {
    var opened = changed(at(ChargeStep.CREATED).open(intent(Status.REQUIRES_PAYMENT_METHOD), NOW));
    assertThat(opened.stripeId()).isEqualTo("pi_1");
    assertThat(opened.clientSecret()).isEqualTo(SECRET);
  }

  @Test
  void waitsForAnotherCardAfterAMistypedOne() {
    var waiting = changed(at(ChargeStep.CONFIRMING).refused(MISTYPED, NOW));
    assertThat(waiting.isWaitingForPaymentMethod()).isTrue();
    assertThat(waiting.inputError()).isEqualTo("incorrect_cvc");
    assertThat(waiting.failureCode()).isNull();
    assertThat(outcome(waiting.confirm(NOW))).isEqualTo(".");
    assertThat(outcome(waiting.release(NOW))).isEqualTo("VOIDING");
    // The buyer's browser may go on with another card by itself.
    var held = changed(waiting.follow(intent(Status.REQUIRES_CAPTURE), NOW));
    assertThat(held.step()).isEqualTo(ChargeStep.AUTHORIZED);
    assertThat(held.inputError()).isNull();
    assertThat(outcome(waiting.follow(intent(Status.REQUIRES_ACTION), NOW)))
        .isEqualTo("ACTION_REQUIRED");
    assertThat(waiting.isTooLate(EXPIRES.plus(Charge.GRACE))).isFalse();
    assertThat(waiting.isTooLate(EXPIRES.plus(Charge.GRACE).plusMillis(1))).isTrue();

    var again = changed(waiting.payWith("pm_other", "key 2", NOW));
    assertThat(again.step()).isEqualTo(ChargeStep.CONFIRMING);
    assertThat(again.paymentMethodId()).isEqualTo("pm_other");
    assertThat(again.idempotencyKey()).isEqualTo("key 2");
    assertThat(again.inputError()).isNull();
  }

  @Test
  void keepsWhyTheCardWasDeclined() {
    var voiding = changed(at(ChargeStep.CONFIRMING).refused(DECLINED, NOW));
    assertThat(voiding.failureCode()).isEqualTo("lost_card");
    var failed = changed(voiding.follow(intent(Status.CANCELED), NOW));
    assertThat(failed.step()).isEqualTo(ChargeStep.FAILED);
    assertThat(failed.failureCode()).isEqualTo("lost_card");
    var withoutReason = new CardError("processing_error", null);
    assertThat(changed(at(ChargeStep.CONFIRMING).refused(withoutReason, NOW)).failureCode())
        .isEqualTo("processing_error");
  }

  @Test
  void theBanksRefusalIsLikeTheCards() {
    var refused = intent(Status.REQUIRES_PAYMENT_METHOD, DECLINED);
    assertThat(outcome(at(ChargeStep.ACTION_REQUIRED).follow(refused, NOW))).isEqualTo("VOIDING");
    // An earlier card's error says nothing about the one that is to be asked.
    assertThat(outcome(at(ChargeStep.CONFIRMING).follow(refused, NOW))).isEqualTo(".");
  }

  @Test
  void isCapturedByTheTimeThatTheFenceNames() {
    var capturing =
        changed(at(ChargeStep.AUTHORIZED).hear(order(OrderStatus.AWAITING_PAYMENT), NOW));
    assertThat(capturing.captureBy()).isEqualTo(CAPTURE_BY);
    assertThat(capturing.isTooLate(CAPTURE_BY)).isFalse();
    assertThat(capturing.isTooLate(CAPTURE_BY.plusMillis(1))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void moneyIsNotHeldLongAfterTheOrdersTime(ChargeStep step) {
    boolean waits = step == ChargeStep.AUTHORIZED || step == ChargeStep.ACTION_REQUIRED;
    assertThat(at(step).isTooLate(EXPIRES.plus(Charge.GRACE))).isFalse();
    assertThat(at(step).isTooLate(EXPIRES.plus(Charge.GRACE).plusMillis(1))).isEqualTo(waits);
  }

  /** One row a step: where what Stripe gave back takes it; a dot: it stays. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          from      | PENDING   | SUCCEEDED | FAILED    | PARTIAL
          CAPTURING | .         | .         | .         | .
          COMPLETED | REFUNDING | REFUNDED  | .         | .
          REFUNDING | .         | REFUNDED  | REFUNDING | .
          REFUNDED  | .         | .         | REFUNDING | .
          """)
  void followsItsRefund(ArgumentsAccessor row) {
    var charge = at(ChargeStep.valueOf(String.valueOf(row.getString(0))));
    for (Refund.Status status : Refund.Status.values()) {
      String to = row.getString(1 + status.ordinal());
      assertThat(outcome(charge.followRefund(refund(status), NOW))).as("%s", status).isEqualTo(to);
      var read = new Intent("pi_1", SECRET, Status.SUCCEEDED, null, refund(status));
      assertThat(outcome(charge.follow(read, NOW)))
          .isEqualTo(charge.step() == ChargeStep.CAPTURING ? "COMPLETED" : to);
    }
  }

  @Test
  void aRefundThatFailedIsRememberedUntilAnotherSucceeds() {
    var failed = changed(at(ChargeStep.REFUNDING).followRefund(refund(Refund.Status.FAILED), NOW));
    assertThat(failed.refundError()).isEqualTo("lost_or_stolen_card");
    assertThat(failed.stripeRefundId()).isNull();
    assertThat(outcome(failed.followRefund(refund(Refund.Status.FAILED), NOW))).isEqualTo(".");
    var anew = changed(failed.followRefund(refund(Refund.Status.PENDING), NOW));
    assertThat(anew.refundError()).isNull();
    var done = changed(failed.followRefund(refund(Refund.Status.SUCCEEDED), NOW));
    assertThat(done.stripeRefundId()).isEqualTo("re_1");
    assertThat(done.refundError()).isNull();
    var sentBack = changed(done.followRefund(refund(Refund.Status.FAILED), NOW));
    assertThat(sentBack.stripeRefundId()).isNull();
    assertThat(sentBack.refundError()).isEqualTo("lost_or_stolen_card");
  }

  @Test
  void printsNoSecret() {
    assertThat(at(ChargeStep.ACTION_REQUIRED).toString()).doesNotContain("secret");
    assertThat(intent(Status.REQUIRES_ACTION).toString()).doesNotContain("secret");
  }

  private static void assertTold(Charge charge, Event<?> told) {
    assertThat(told.type()).isEqualTo(type(charge.step()));
    assertThat(told.aggregateId()).isEqualTo(charge.id());
    assertThat(told.version()).isEqualTo(charge.version());
    assertThat(told.time()).isEqualTo(charge.updatedAt());
    assertThat(told.state())
        .isEqualTo(
            new ChargeState(
                charge.id(),
                charge.orderId(),
                charge.buyerId(),
                charge.money(),
                charge.step(),
                charge.failureCode(),
                charge.stripeId(),
                charge.stripeRefundId(),
                charge.version(),
                charge.createdAt(),
                charge.updatedAt()));
    assertThat(told.state().toString()).doesNotContain("secret");
  }

  private static EventType<ChargeState> type(ChargeStep step) {
    return switch (step) {
      case CREATED -> Events.CHARGE_CREATED;
      case AUTHORIZED -> Events.CHARGE_AUTHORIZED;
      case COMPLETED -> Events.CHARGE_COMPLETED;
      case FAILED -> Events.CHARGE_FAILED;
      case REFUNDED -> Events.CHARGE_REFUNDED;
      case OPEN, CONFIRMING, ACTION_REQUIRED, CAPTURING, VOIDING, REFUNDING ->
          Events.CHARGE_UPDATED;
    };
  }

  private static List<Decision<Charge>> everything(Charge charge) {
    var decisions = everythingBut(charge, Status.CANCELED);
    decisions.add(charge.follow(intent(Status.CANCELED), NOW));
    decisions.add(charge.fail(NOW));
    return decisions;
  }

  private static List<Decision<Charge>> everythingBut(Charge charge, Status excluded) {
    List<Decision<Charge>> decisions = new ArrayList<>();
    for (Status status : Status.values()) {
      if (status != excluded) {
        decisions.add(charge.follow(intent(status), NOW));
        decisions.add(charge.follow(intent(status, MISTYPED), NOW));
        decisions.add(charge.follow(intent(status, DECLINED), NOW));
      }
    }
    for (OrderStatus status : OrderStatus.values()) {
      decisions.add(charge.hear(order(status), NOW));
    }
    decisions.add(charge.open(intent(Status.REQUIRES_PAYMENT_METHOD), NOW));
    decisions.add(charge.confirm(NOW));
    decisions.add(charge.payWith("pm_other", null, NOW));
    decisions.add(charge.refused(MISTYPED, NOW));
    decisions.add(charge.refused(DECLINED, NOW));
    decisions.add(charge.release(NOW));
    decisions.add(charge.refund(NOW));
    for (Refund.Status status : Refund.Status.values()) {
      decisions.add(charge.followRefund(refund(status), NOW));
    }
    return decisions;
  }

  /** The step after the decision; a dot where the charge stays. */
  private static String outcome(Decision<Charge> decision) {
    return switch (decision) {
      case Change<Charge>(Charge next, Event<?> told) -> next.step().name();
      case Refusal<Charge>(ErrorCode code, String detail) -> ".";
    };
  }

  private static Charge changed(Decision<Charge> decision) {
    return decision
        .orThrow((code, detail) -> new IllegalStateException(code + ": " + detail))
        .row();
  }

  private static Charge at(ChargeStep step) {
    return step == ChargeStep.CREATED ? withoutIntent(step) : charge(step, "pi_1", SECRET);
  }

  private static Charge withoutIntent(ChargeStep step) {
    return charge(step, null, null);
  }

  private static Charge charge(
      ChargeStep step, @Nullable String stripeId, @Nullable String clientSecret) {
    return new Charge(
        new UUID(0, 1),
        new UUID(0, 2),
        new UUID(0, 3),
        1500,
        "usd",
        step,
        "pm_1",
        "key",
        null,
        stripeId,
        clientSecret,
        null,
        null,
        null,
        EXPIRES,
        step == ChargeStep.CAPTURING ? CAPTURE_BY.plusSeconds(3600) : null,
        7,
        BEFORE,
        BEFORE);
  }

  private static OrderCopy order(OrderStatus status) {
    return new OrderCopy(
        new UUID(0, 2),
        new UUID(0, 3),
        1500,
        "usd",
        status,
        status == OrderStatus.CANCELLED ? CancelReason.BY_BUYER : null,
        EXPIRES,
        status == OrderStatus.AWAITING_PAYMENT ? CAPTURE_BY : null,
        2);
  }

  private static Refund refund(Refund.Status status) {
    boolean failed = status == Refund.Status.FAILED;
    return new Refund("re_1", status, failed ? "lost_or_stolen_card" : null);
  }

  private static Intent intent(Status status) {
    return intent(status, null);
  }

  private static Intent intent(Status status, @Nullable CardError lastError) {
    return new Intent("pi_1", SECRET, status, lastError, null);
  }
}
