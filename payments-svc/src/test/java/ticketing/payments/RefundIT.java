package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.chassis.testing.RestClient;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.Batch;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Page;
import ticketing.contracts.admin.AuditRepresentation;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.payments.ChargeDetailRepresentation;
import ticketing.contracts.payments.ChargeRepresentation;
import ticketing.payments.stripe.StripeLine.Passage;

/** Money goes back: whole, once, and not before Stripe says so. */
class RefundIT {

  private static final ReasonRequest WHY = new ReasonRequest("the event was cancelled");

  private final PaymentsServer payments = PaymentsServer.shared();
  private final Purchase purchase = Purchase.of(payments);

  @AfterEach
  void mend() {
    payments.line().mend();
  }

  @Test
  void anAdminGivesAllOfItBackOnce() {
    completed("pm_card_visa");
    var charge = refund().as(ChargeDetailRepresentation.class);
    assertThat(charge.step()).isIn(ChargeStep.REFUNDING, ChargeStep.REFUNDED);
    assertThat(charge.status()).isEqualTo(ChargeStatus.COMPLETED);
    var refunded = purchase.awaitStep(ChargeStep.REFUNDED);
    assertThat(refunded.stripeRefundId()).isEqualTo(refundId());
    assertThat(payments.account().refunded(id())).isEqualTo(1500);

    var again = refund().as(ChargeDetailRepresentation.class);
    assertThat(again.step()).isEqualTo(ChargeStep.REFUNDED);
    assertThat(again.stripeRefundId()).isEqualTo(refundId());
    await().until(purchase::isAtRest);
    assertThat(payments.account().refunds(id())).hasSize(1);
    assertThat(purchase.history())
        .extracting(ChargeState::step)
        .endsWith(ChargeStep.COMPLETED, ChargeStep.REFUNDING, ChargeStep.REFUNDED);
    Page<AuditRepresentation> audited =
        payments
            .asAdmin()
            .get("/admin/audit?subject=" + purchase.chargeId())
            .as(new TypeReference<>() {});
    assertThat(audited.items())
        .singleElement()
        .extracting(item -> item.node().what(), item -> item.node().reason())
        .containsExactly("charge.refund", WHY.reason());
  }

  /** Twice, as the JDK itself repeats a call whose connection is closed. */
  @ParameterizedTest
  @CsvSource({
    "CUT, refund:3",
    "ANSWER_LOST, refund:3",
    "ERROR, refund:4",
    "DONE_BUT_ERROR, refund:3",
  })
  void stripeHasTroubleMeanwhile(Passage passage, String lastKey) {
    completed("pm_card_visa");
    var left =
        new AtomicInteger(passage == Passage.ERROR || passage == Passage.DONE_BUT_ERROR ? 1 : 2);
    payments
        .line()
        .rule(call -> call.is("refund") && left.getAndDecrement() > 0 ? passage : Passage.FREE);
    refund();
    purchase.awaitStep(ChargeStep.REFUNDED);
    assertThat(left.get()).isLessThanOrEqualTo(0);
    assertThat(purchase.calls()).last().isEqualTo(lastKey);
    assertThat(payments.account().refunds(id())).hasSize(1);
    assertThat(payments.account().refunded(id())).isEqualTo(1500);
  }

  @Test
  void whatStripeWillNeverGiveBackIsNotAskedForEver() {
    completed("pm_card_visa");
    payments.line().rule(call -> call.is("refund") ? Passage.NEVER : Passage.FREE);
    refund();
    await().until(() -> charge().refundError() != null);
    assertThat(charge().step()).isEqualTo(ChargeStep.REFUNDING);
    Webhook.ofRefund(id()).sendTo(payments);
    await().until(purchase::isLeft);
    assertThat(purchase.calls().stream().filter(call -> call.startsWith("refund"))).hasSize(1);
  }

  @Test
  void aPartThatWasGivenBackBeforeIsNotGivenBackTwice() {
    completed("pm_card_visa");
    payments.account().refundPart(id(), 500);
    refund();
    purchase.awaitStep(ChargeStep.REFUNDED);
    assertThat(payments.account().refunded(id())).isEqualTo(1500);
    assertThat(payments.account().refunds(id())).hasSize(2);
    payments.account().settleRefund(refundId(), "fail");
    Webhook.ofRefund(id()).sendTo(payments);
    await().until(() -> charge().refundError() != null);
    await().until(purchase::isLeft);
    assertThat(payments.account().refunds(id())).hasSize(2);
  }

  @Test
  void stripeNeedsItsTime() {
    completed("pm_card_pendingRefund");
    refund();
    purchase.awaitStep(ChargeStep.REFUNDING);
    await().until(() -> !payments.account().refunds(id()).isEmpty());
    assertThat(refund().as(ChargeDetailRepresentation.class).step())
        .isEqualTo(ChargeStep.REFUNDING);
    assertThat(purchase.chargeStep()).isEqualTo(ChargeStep.REFUNDING);
    payments.account().settleRefund(refundId(), "succeed");
    await().until(() -> Webhook.ofRefund(id()).sendTo(payments).status() == 204);
    assertThat(purchase.awaitStep(ChargeStep.REFUNDED).stripeRefundId()).isEqualTo(refundId());
  }

  @Test
  void stripeCannotGiveItBack() {
    completed("pm_card_pendingRefund");
    refund();
    await().until(() -> !payments.account().refunds(id()).isEmpty());
    payments.account().settleRefund(refundId(), "fail");
    Webhook.ofRefund(id()).sendTo(payments);
    await().until(() -> charge().refundError() != null);
    assertThat(charge().step()).isEqualTo(ChargeStep.REFUNDING);
    assertThat(charge().stripeRefundId()).isNull();
    assertThat(refund().as(ChargeDetailRepresentation.class).refundError()).isNotNull();
    assertThat(payments.account().refunds(id())).hasSize(1);
    payments.account().refund(id());
    payments.account().settleRefund(refundId(), "succeed");
    Webhook.ofRefund(id()).sendTo(payments);
    purchase.awaitStep(ChargeStep.REFUNDED);
    assertThat(charge().refundError()).isNull();
  }

  @Test
  void theBankSendsItBackThoughItHadSucceeded() {
    completed("pm_card_visa");
    refund();
    purchase.awaitStep(ChargeStep.REFUNDED);
    payments.account().settleRefund(refundId(), "fail");
    Webhook.ofRefund(id()).sendTo(payments);
    await().until(() -> charge().refundError() != null);
    assertThat(charge().step()).isEqualTo(ChargeStep.REFUNDING);
    assertThat(charge().stripeRefundId()).isNull();
  }

  @Test
  void whatIsGivenBackInTheDashboardIsFollowed() {
    completed("pm_card_visa");
    payments.account().refund(id());
    Webhook.ofRefund(id()).sendTo(payments);
    assertThat(purchase.awaitStep(ChargeStep.REFUNDED).stripeRefundId()).isEqualTo(refundId());
  }

  @Test
  void whatWasTakenForAnOrderThatEndedGoesBackByItself() {
    var unused = purchase.paying("pm_card_visa");
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    payments.account().capture(id());
    purchase.cancelled(CancelReason.EXPIRED).awaitStep(ChargeStep.REFUNDED);
    assertThat(payments.account().refunded(id())).isEqualTo(1500);
    assertThat(payments.account().refunds(id())).hasSize(1);
  }

  @Test
  void whatIsNotTakenIsNotGivenBack() {
    var unused = purchase.paying("pm_card_visa");
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    assertRefused(refund(), ErrorCode.CHARGE_NOT_REFUNDABLE);
    purchase.cancelled(CancelReason.BY_BUYER).awaitStep(ChargeStep.FAILED);
    assertRefused(refund(), ErrorCode.CHARGE_NOT_REFUNDABLE);
  }

  @Test
  void onlyAdminsGiveBack() {
    completed("pm_card_visa");
    assertRefused(refund(payments.signedOut()), ErrorCode.UNAUTHENTICATED);
    assertRefused(refund(purchase.buyer()), ErrorCode.FORBIDDEN);
    assertThat(purchase.chargeStep()).isEqualTo(ChargeStep.COMPLETED);
    var admin = payments.asAdmin();
    String none = "/admin/charges/" + UUID.randomUUID() + "/refund";
    assertRefused(admin.post(none, WHY), ErrorCode.NOT_FOUND);
    var malformed = admin.post("/admin/charges/none/refund", WHY);
    assertRefused(malformed, ErrorCode.BAD_USER_INPUT);
    assertThat(malformed.field("id")).isNotEmpty();
    assertThat(admin.post(none, Map.of("reason", " ")).field("reason")).isNotEmpty();
    assertThat(admin.post(none, Map.of()).field("reason")).isNotEmpty();
  }

  private void completed(String card) {
    var unused = purchase.paying(card);
    purchase.settled().awaitHeard();
    assertThat(purchase.chargeStep()).isEqualTo(ChargeStep.COMPLETED);
  }

  private Reply refund() {
    return refund(payments.asAdmin());
  }

  private Reply refund(RestClient client) {
    return client.post("/admin/charges/" + purchase.chargeId() + "/refund", WHY);
  }

  private ChargeRepresentation charge() {
    return purchase
        .buyer()
        .get("/charges/by-orders?orderIds=" + purchase.orderId())
        .as(new TypeReference<Batch<ChargeRepresentation>>() {})
        .items()
        .getFirst();
  }

  private String id() {
    return purchase.payment().id();
  }

  /** Of the newest. */
  private String refundId() {
    return payments.account().refunds(id()).getFirst().getId();
  }

  private static void assertRefused(Reply reply, ErrorCode code) {
    assertThat(reply.status()).isEqualTo(code.status());
    assertThat(reply.code()).isEqualTo(code);
  }
}
