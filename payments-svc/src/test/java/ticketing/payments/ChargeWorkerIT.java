package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ticketing.payments.stripe.StripeLine.after;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.payments.ChargeRepresentation;
import ticketing.payments.stripe.StripeLine.Passage;

/** Time passes, instances are many, slow or gone: each call is made, and once is enough. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ChargeWorkerIT {

  private static final String VISA = "pm_card_visa";

  private final PaymentsServer payments = PaymentsServer.shared();
  private final Purchase unanswered = Purchase.of(payments);
  private CompletableFuture<Reply> unansweredReply = new CompletableFuture<>();

  @BeforeAll
  void payWhatOrdersSvcDoesNotAnswer() {
    unansweredReply = unanswered.paying(VISA);
    unanswered.awaitStep(ChargeStep.AUTHORIZED);
  }

  @AfterEach
  void mend() {
    payments.line().mend();
  }

  /** Last, as it takes so long. */
  @Test
  @Order(Integer.MAX_VALUE)
  void whoPaysIsAnsweredAfterTenSecondsThoughItIsNotOver() {
    var charge = unansweredReply.join().as(ChargeRepresentation.class);
    assertThat(charge.status()).isEqualTo(ChargeStatus.CREATED);
    assertThat(charge.stripeId()).isEqualTo(unanswered.payment().id());
    assertThat(charge.clientSecret()).isNull();
    assertThat(unanswered.chargeStep()).isEqualTo(ChargeStep.AUTHORIZED);
  }

  @Test
  void moneyIsNotHeldLongerThanTwoMinutesAfterTheOrdersTime() {
    var purchase = authorized();
    expired(purchase, Duration.ofSeconds(100));
    await().until(() -> isLeft(purchase));
    assertThat(purchase.chargeStep()).isEqualTo(ChargeStep.AUTHORIZED);
    expired(purchase, Duration.ofSeconds(121));
    purchase.awaitStep(ChargeStep.FAILED);
    assertThat(purchase.payment().status()).isEqualTo("canceled");
    // A fence that comes now changes nothing.
    purchase.fenced().awaitHeard();
    assertThat(purchase.chargeStep()).isEqualTo(ChargeStep.FAILED);
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1", "cancel:2");
  }

  @Test
  void whatCannotBeTakenInTimeIsLetGo() {
    var purchase = authorized();
    payments.line().rule(call -> call.is("capture") ? Passage.CUT : Passage.FREE);
    purchase.fenced(Duration.ofMillis(500)).awaitStep(ChargeStep.FAILED);
    assertThat(purchase.payment().status()).isEqualTo("canceled");
    assertThat(purchase.payment().captured()).isZero();
    assertThat(purchase.history())
        .extracting(ChargeState::step)
        .endsWith(ChargeStep.CAPTURING, ChargeStep.VOIDING, ChargeStep.FAILED);
  }

  @Test
  void whatWasTakenInTimeIsTakenThoughNobodyHeardOfItInTime() {
    var purchase = authorized();
    var captured = new AtomicBoolean();
    payments
        .line()
        .rule(call -> {
          captured.compareAndSet(false, call.is("capture"));
          return captured.get() ? Passage.ANSWER_LOST : Passage.FREE;
        });
    purchase.fenced();
    await().untilTrue(captured);
    payments
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "update charges set capture_by = now() where id = ?", purchase.chargeId()));
    purchase.awaitStep(ChargeStep.VOIDING);
    payments.line().mend();
    purchase.awaitStep(ChargeStep.COMPLETED);
    assertThat(purchase.payment().captured()).isEqualTo(1500);
    assertThat(purchase.calls()).noneMatch(call -> call.startsWith("cancel"));
  }

  @Test
  void ofTwoInstancesOneMakesEachCall() {
    try (var other = payments.another()) {
      List<Purchase> purchases = Stream.generate(() -> Purchase.of(payments)).limit(8).toList();
      purchases.forEach(Purchase::awaitHeard);
      List<CompletableFuture<Reply>> presses =
          purchases.stream()
              .flatMap(purchase ->
                  Stream.of(
                      purchase.paying(VISA),
                      purchase.paying(other.client().as(purchase.buyerId()), VISA)))
              .toList();
      purchases.stream().parallel().forEach(Purchase::settled);
      assertThat(presses).extracting(press -> press.join().status()).containsOnly(200);
      assertThat(purchases)
          .allSatisfy(purchase -> {
            assertThat(purchase.calls()).containsExactly("create:0", "confirm:1", "capture:2");
            assertThat(purchase.payment().captured()).isEqualTo(1500);
            assertThat(purchase.history())
                .extracting(ChargeState::version)
                .containsExactly(1, 2, 3, 4, 5, 6);
          });
    }
  }

  @Test
  void whoIsLateToLookCallsNobody() {
    var purchase = authorized();
    var lateLook = new CountDownLatch(1);
    var capture = new CountDownLatch(1);
    var looks = new AtomicInteger();
    payments
        .line()
        .rule(call -> {
          boolean isFirstLook = call.isRead() && looks.incrementAndGet() == 1;
          return isFirstLook ? after(lateLook) : call.is("capture") ? after(capture) : Passage.FREE;
        });
    purchase.fenced();
    await().until(() -> looks.get() == 1);
    payments.endLease(purchase.chargeId());
    await().until(() -> purchase.calls().contains("capture:2"));
    lateLook.countDown();
    await().until(() -> work(purchase, "failures = 1"));
    assertThat(work(purchase, "lease_until > now()")).isTrue();
    capture.countDown();
    purchase.awaitStep(ChargeStep.COMPLETED);
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1", "capture:2");
    await().until(purchase::isAtRest);
  }

  @Test
  void twoWhoCallAtOnceTakeTheMoneyOnce() {
    var purchase = authorized();
    var late = new CountDownLatch(1);
    var captures = new AtomicInteger();
    payments
        .line()
        .rule(call ->
            call.is("capture") && captures.incrementAndGet() == 1 ? after(late) : Passage.FREE);
    purchase.fenced();
    await().until(() -> captures.get() == 1);
    payments.endLease(purchase.chargeId());
    purchase.awaitStep(ChargeStep.COMPLETED);
    late.countDown();
    await().until(() -> work(purchase, "answers = 4"));
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1", "capture:2", "capture:2");
    assertThat(purchase.payment().captured()).isEqualTo(1500);
    assertThat(purchase.history()).last().extracting(ChargeState::version).isEqualTo(6);
    assertThat(purchase.isAtRest()).isTrue();
  }

  @Test
  void aCardIsNotAskedAfterTheMoneyWasLetGo() {
    var purchase = Purchase.of(payments);
    var late = new CountDownLatch(1);
    payments.line().rule(call -> call.is("confirm") ? after(late) : Passage.FREE);
    var reply = purchase.paying(VISA);
    await().until(() -> purchase.calls().contains("confirm:1"));
    purchase.cancelled(CancelReason.BY_BUYER).awaitStep(ChargeStep.VOIDING);
    payments.endLease(purchase.chargeId());
    purchase.awaitStep(ChargeStep.FAILED);
    late.countDown();
    await().until(() -> work(purchase, "answers = 3"));
    assertThat(reply.join().status()).isEqualTo(409);
    assertThat(purchase.payment().status()).isEqualTo("canceled");
    assertThat(purchase.payment().attempts()).isZero();
    assertThat(purchase.chargeStep()).isEqualTo(ChargeStep.FAILED);
  }

  private Purchase authorized() {
    var purchase = Purchase.of(payments);
    var unused = purchase.paying(VISA);
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    return purchase;
  }

  /** As if the order's time had been over for so long. */
  private void expired(Purchase purchase, Duration since) {
    payments
        .jdbi()
        .useTransaction(handle -> {
          handle.execute(
              "update charges set expires_at = now() - ? * interval '1 second' where id = ?",
              since.toSeconds(),
              purchase.chargeId());
          handle.execute(
              "update charge_work set look_at = now() where charge_id = ?", purchase.chargeId());
        });
  }

  /** Whether it was looked at, and nothing done. */
  private boolean isLeft(Purchase purchase) {
    return work(purchase, "failures > 0 and look_at > now() and lease_until is null");
  }

  private boolean work(Purchase purchase, String condition) {
    return payments
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("select " + condition + " from charge_work where charge_id = :id")
                .bind("id", purchase.chargeId())
                .mapTo(Boolean.class)
                .one());
  }
}
