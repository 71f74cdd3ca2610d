package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.payments.stripe.StripeAccount.Payment;
import ticketing.payments.stripe.StripeLine.Call;
import ticketing.payments.stripe.StripeLine.Passage;

/** Stripe is away, silent or ill. The JDK itself repeats a POST whose connection is closed. */
class StripeTroubleIT {

  private static final String VISA = "pm_card_visa";

  private final PaymentsServer payments = PaymentsServer.shared();
  private final Purchase purchase = Purchase.of(payments);

  @AfterEach
  void mend() {
    payments.line().mend();
  }

  @Test
  void stripeIsAwayForSomeSeconds() {
    payments.line().rule(call -> Passage.CUT);
    var reply = purchase.paying(VISA);
    // The JDK's repetitions included, three times.
    await().until(() -> purchase.calls().size() >= 6);
    assertThat(purchase.calls()).containsOnly("create:0");
    assertThat(reply).isNotDone();
    payments.line().mend();
    purchase.settled();
    assertThat(reply.join().status()).isEqualTo(200);
    assertTaken("create:0", "confirm:1", "capture:2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"confirm", "capture"})
  void stripeIsAwayForOneStep(String step) {
    payments.line().rule(call -> call.is(step) ? Passage.CUT : Passage.FREE);
    var reply = purchase.paying(VISA);
    if (step.equals("capture")) {
      purchase.awaitStep(ChargeStep.AUTHORIZED);
      purchase.fenced();
    }
    await()
        .until(() -> purchase.calls().stream().filter(call -> call.startsWith(step)).count() > 3);
    payments.line().mend();
    if (step.equals("confirm")) {
      purchase.settled();
    } else {
      purchase.awaitStep(ChargeStep.COMPLETED);
      purchase.completed();
    }
    assertThat(reply.join().status()).isEqualTo(200);
    assertTaken("create:0", "confirm:1", "capture:2");
  }

  /** What was done is found by looking at it; only the payment's making has to be asked again. */
  @ParameterizedTest
  @CsvSource({
    "create, 3, create:0 confirm:1 capture:2",
    // The confirmation's answer was not counted, as it was never heard.
    "confirm, 2, create:0 confirm:1 capture:1",
    "capture, 2, create:0 confirm:1 capture:2",
  })
  void anAnswerIsLost(String step, int times, String calls) {
    payments.line().rule(twice(step, Passage.ANSWER_LOST));
    var reply = purchase.paying(VISA);
    purchase.settled();
    assertThat(reply.join().status()).isEqualTo(200);
    assertThat(purchase.calls()).filteredOn(call -> call.startsWith(step)).hasSize(times);
    assertTaken(calls.split(" "));
  }

  @Test
  void theAnswerThatTheMoneyWasLetGoIsLost() {
    payments.line().rule(twice("cancel", Passage.ANSWER_LOST));
    var reply = purchase.paying(VISA);
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    purchase.cancelled(CancelReason.BY_BUYER).awaitStep(ChargeStep.FAILED);
    assertThat(reply.join().status()).isEqualTo(409);
    assertThat(purchase.payment().status()).isEqualTo("canceled");
    assertThat(purchase.calls().stream().distinct())
        .containsExactly("create:0", "confirm:1", "cancel:2");
  }

  /** As Stripe gives a stored error again for a day: only another key helps. */
  @ParameterizedTest
  @CsvSource({
    "create, create:0 create:1 confirm:2 capture:3",
    "confirm, create:0 confirm:1 confirm:2 capture:3",
    "capture, create:0 confirm:1 capture:2 capture:3",
  })
  void anErrorIsStored(String step, String calls) {
    payments.line().rule(firstKey(step, Passage.ERROR));
    var reply = purchase.paying(VISA);
    purchase.settled();
    assertThat(reply.join().status()).isEqualTo(200);
    assertTaken(calls.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"confirm", "capture"})
  void itIsDoneThoughAnErrorIsAnswered(String step) {
    payments.line().rule(firstKey(step, Passage.DONE_BUT_ERROR));
    var reply = purchase.paying(VISA);
    purchase.settled();
    assertThat(reply.join().status()).isEqualTo(200);
    assertTaken("create:0", "confirm:1", "capture:2");
  }

  @Test
  void aPaymentThatWasMadeThoughAnErrorWasAnsweredHoldsNothing() {
    payments.line().rule(firstKey("create", Passage.DONE_BUT_ERROR));
    var reply = purchase.paying(VISA);
    purchase.settled();
    assertThat(reply.join().status()).isEqualTo(200);
    List<Payment> all = payments.account().payments(purchase.orderId());
    assertThat(all).extracting(Payment::held).containsOnly(0L);
    assertThat(all).extracting(Payment::captured).containsExactlyInAnyOrder(0L, 1500L);
    assertThat(all).extracting(Payment::attempts).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void stripeFailsWhereTheOrderEnds() {
    payments.line().rule(firstKey("cancel", Passage.ERROR));
    var reply = purchase.paying("pm_card_chargeDeclined");
    purchase.settled();
    assertThat(reply.join().status()).isEqualTo(402);
    assertThat(purchase.payment().status()).isEqualTo("canceled");
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1", "cancel:2", "cancel:3");
  }

  private void assertTaken(String... calls) {
    assertThat(purchase.calls().stream().distinct()).containsExactly(calls);
    assertThat(purchase.payment().captured()).isEqualTo(1500);
    assertThat(purchase.payment().attempts()).isOne();
  }

  /** The first two calls of the step fare so: one, and the JDK's repetition of it. */
  private static Function<Call, Passage> twice(String step, Passage passage) {
    var left = new AtomicInteger(2);
    return call -> call.is(step) && left.getAndDecrement() > 0 ? passage : Passage.FREE;
  }

  /** All calls with the key that the step uses first fare so. */
  private static Function<Call, Passage> firstKey(String step, Passage passage) {
    var first = new AtomicReference<>("");
    return call -> {
      if (call.is(step)) {
        first.compareAndSet("", call.key());
      }
      return call.key().equals(first.get()) && call.is(step) ? passage : Passage.FREE;
    };
  }
}
