package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ticketing.payments.stripe.StripeLine.after;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.events.Event;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.payments.ChargeRepresentation;
import ticketing.payments.stripe.StripeLine.Passage;

/** What becomes of a payment when everybody does as they should, the buyer excepted. */
class PaymentsIT {

  private static final String VISA = "pm_card_visa";
  private static final String MISTYPED = "pm_card_chargeDeclinedIncorrectCvc";

  private final PaymentsServer payments = PaymentsServer.shared();
  private final Purchase purchase = Purchase.of(payments);

  @AfterEach
  void mend() {
    payments.line().mend();
  }

  @Test
  void theMoneyIsHeldThenTheOrderIsAskedThenItIsTaken() {
    var reply = purchase.paying(VISA);
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    assertThat(purchase.payment().held()).isEqualTo(1500);
    assertThat(purchase.payment().captured()).isZero();
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1");

    purchase.fenced().awaitStep(ChargeStep.COMPLETED);
    assertThat(purchase.payment().captured()).isEqualTo(1500);
    assertThat(purchase.payment().held()).isZero();
    assertThat(reply).isNotDone();

    purchase.completed();
    var charge = reply.join().as(ChargeRepresentation.class);
    assertThat(charge.id()).isEqualTo(purchase.chargeId());
    assertThat(charge.orderId()).isEqualTo(purchase.orderId());
    assertThat(charge.status()).isEqualTo(ChargeStatus.COMPLETED);
    assertThat(charge.amount()).isEqualTo(Purchase.PRICE);
    assertThat(charge.stripeId()).isEqualTo(purchase.payment().id());
    assertThat(charge.failureCode()).isNull();
    assertThat(charge.clientSecret()).isNull();
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1", "capture:2");
    assertSteps("CREATED", "OPEN", "CONFIRMING", "AUTHORIZED", "CAPTURING", "COMPLETED");
    assertNothingToDo();
  }

  @Test
  void thePaymentNamesInstallationOrderAndCharge() {
    var reply = purchase.paying(VISA);
    purchase.settled();
    assertThat(reply.join().status()).isEqualTo(200);
    var payment = purchase.payment();
    assertThat(payment.installation()).isEqualTo("test");
    assertThat(payment.chargeId()).isEqualTo(purchase.chargeId().toString());
    assertThat(payment.amount()).isEqualTo(1500);
    assertThat(payment.currency()).isEqualTo("usd");
  }

  @Test
  void aDeclinedCardCancelsTheOrderOnceNothingIsHeld() {
    var goOn = new CountDownLatch(1);
    payments.line().rule(call -> call.is("cancel") ? after(goOn) : Passage.FREE);
    var reply = purchase.paying("pm_card_chargeDeclinedInsufficientFunds");
    await().until(() -> purchase.calls().contains("cancel:2"));
    // It is not over before Stripe says so.
    assertThat(purchase.awaitStep(ChargeStep.VOIDING).failureCode())
        .isEqualTo("insufficient_funds");
    assertThat(purchase.payment().status()).isEqualTo("requires_payment_method");
    goOn.countDown();

    assertThat(purchase.awaitStep(ChargeStep.FAILED).failureCode()).isEqualTo("insufficient_funds");
    assertThat(purchase.payment().status()).isEqualTo("canceled");
    assertThat(reply).isNotDone();
    purchase.cancelled(CancelReason.PAYMENT_FAILED);
    assertRefused(reply.join(), 402, ErrorCode.PAYMENT_DECLINED);
    assertThat(reply.join().body().path("declineCode").asText()).isEqualTo("insufficient_funds");
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1", "cancel:2");
    assertSteps("CREATED", "OPEN", "CONFIRMING", "VOIDING", "FAILED");
    assertNothingToDo();
    assertRefused(purchase.pay(VISA), 402, ErrorCode.PAYMENT_DECLINED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {MISTYPED, "pm_card_chargeDeclinedExpiredCard", "pm_there_is_no_such_method"})
  void afterAMistypedCardAnotherOnePays(String mistyped) {
    assertRefused(purchase.pay(mistyped), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    assertThat(purchase.chargeStep()).isEqualTo(ChargeStep.OPEN);
    assertThat(purchase.payment().status()).isEqualTo("requires_payment_method");
    assertNothingToDo();

    var reply = purchase.paying(VISA);
    purchase.settled();
    assertThat(reply.join().as(ChargeRepresentation.class).status())
        .isEqualTo(ChargeStatus.COMPLETED);
    assertThat(purchase.payment().captured()).isEqualTo(1500);
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1", "confirm:2", "capture:3");
    assertSteps(
        "CREATED",
        "OPEN",
        "CONFIRMING",
        "OPEN",
        "CONFIRMING",
        "AUTHORIZED",
        "CAPTURING",
        "COMPLETED");
  }

  @Test
  void aCardMayBeMistypedTwiceAndThenDeclined() {
    assertRefused(purchase.pay(MISTYPED), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    assertRefused(purchase.pay(MISTYPED), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    assertThat(purchase.payment().attempts()).isEqualTo(2);
    var reply = purchase.paying("pm_card_chargeDeclined");
    purchase.settled();
    assertRefused(reply.join(), 402, ErrorCode.PAYMENT_DECLINED);
    assertThat(purchase.payment().status()).isEqualTo("canceled");
  }

  @ParameterizedTest
  @CsvSource({
    "BY_BUYER, ORDER_NOT_PAYABLE",
    "BY_ADMIN, ORDER_NOT_PAYABLE",
    "EXPIRED, ORDER_EXPIRED",
    "PRICE_CHANGED, PRICE_CHANGED",
    "TICKET_WITHDRAWN, TICKET_WITHDRAWN",
  })
  void whatIsHeldForAnOrderThatEndsIsLetGo(CancelReason reason, ErrorCode told) {
    var reply = purchase.paying(VISA);
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    purchase.cancelled(reason).awaitStep(ChargeStep.FAILED);
    assertRefused(reply.join(), 409, told);
    assertThat(purchase.payment().status()).isEqualTo("canceled");
    assertThat(purchase.payment().held()).isZero();
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1", "cancel:2");
    assertSteps("CREATED", "OPEN", "CONFIRMING", "AUTHORIZED", "VOIDING", "FAILED");
    assertRefused(purchase.pay(VISA), 409, told);
  }

  @ParameterizedTest
  @CsvSource({"create, CREATED", "confirm, CONFIRMING"})
  void anOrderThatEndsWhileStripeIsAskedIsNotPaid(String call, ChargeStep step) {
    var goOn = new CountDownLatch(1);
    payments.line().rule(asked -> asked.is(call) ? after(goOn) : Passage.FREE);
    var reply = purchase.paying(VISA);
    await().until(() -> purchase.calls().stream().anyMatch(made -> made.startsWith(call)));
    assertThat(purchase.chargeStep()).isEqualTo(step);
    purchase.cancelled(CancelReason.BY_BUYER).awaitStep(ChargeStep.VOIDING);
    assertRefused(reply.join(), 409, ErrorCode.ORDER_NOT_PAYABLE);
    goOn.countDown();

    purchase.awaitStep(ChargeStep.FAILED);
    assertThat(purchase.payment().held()).isZero();
    assertThat(purchase.payment().captured()).isZero();
    assertThat(purchase.payment().attempts()).isEqualTo(call.equals("create") ? 0 : 1);
  }

  @Test
  void anOrderMayEndWhileAnotherCardIsWaitedFor() {
    assertRefused(purchase.pay(MISTYPED), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    purchase.cancelled(CancelReason.EXPIRED).awaitStep(ChargeStep.FAILED);
    assertThat(purchase.payment().status()).isEqualTo("canceled");
    assertRefused(purchase.pay(VISA), 409, ErrorCode.ORDER_EXPIRED);
  }

  @Test
  void stripesWordOnTheMoneyIsTheLast() {
    var reply = purchase.paying(VISA);
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    payments.account().capture(purchase.payment().id());
    purchase.cancelled(CancelReason.BY_BUYER).awaitStep(ChargeStep.REFUNDED);
    assertRefused(reply.join(), 409, ErrorCode.ORDER_NOT_PAYABLE);
    assertSteps(
        "CREATED",
        "OPEN",
        "CONFIRMING",
        "AUTHORIZED",
        "VOIDING",
        "COMPLETED",
        "REFUNDING",
        "REFUNDED");
  }

  @Test
  void aPaymentThatIsCanceledByHandFails() {
    var reply = purchase.paying(VISA);
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    payments.account().cancel(purchase.payment().id());
    purchase.fenced().awaitStep(ChargeStep.FAILED);
    purchase.cancelled(CancelReason.PAYMENT_FAILED);
    assertRefused(reply.join(), 409, ErrorCode.ORDER_NOT_PAYABLE);
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1");
  }

  /** Each version of the charge has its event, in order, and none a secret. */
  private void assertSteps(String... steps) {
    List<Event<?>> events = purchase.events();
    assertThat(events)
        .extracting(event -> ((ChargeState) event.state()).step().name())
        .containsExactly(steps);
    assertThat(events)
        .extracting(Event::version)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, steps.length).boxed().toList());
    List<String> bodies =
        payments
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery("select body from event_log where aggregate_id = :id")
                    .bind("id", purchase.chargeId())
                    .mapTo(String.class)
                    .list());
    assertThat(bodies).hasSize(steps.length).noneMatch(body -> body.contains("secret"));
  }

  /** The worker has let go of the charge, and does not come back to it. */
  private void assertNothingToDo() {
    await().until(purchase::isAtRest);
  }

  private static void assertRefused(Reply reply, int status, ErrorCode code) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
  }
}
