package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.payments.ChargeRepresentation;

/** The buyer's bank wants to be asked before the money is held. */
class ThreeDSecureIT {

  private static final String CARD = "pm_card_threeDSecure2Required";

  private final PaymentsServer payments = PaymentsServer.shared();
  private final Purchase purchase = Purchase.of(payments);

  @Test
  void theBankIsAskedThenTheMoneyIsHeldAndTaken() {
    var charge = pay();
    assertThat(charge.status()).isEqualTo(ChargeStatus.CREATED);
    assertThat(charge.clientSecret()).startsWith(purchase.payment().id() + "_secret_");
    assertThat(purchase.payment().status()).isEqualTo("requires_action");
    assertThat(purchase.payment().held()).isZero();
    // Pressing pay again finds the bank still waiting.
    assertThat(pay().clientSecret()).isEqualTo(charge.clientSecret());

    payments.account().answerBank(charge.clientSecret(), "complete");
    Webhook.ofIntent(purchase.payment().id(), "requires_capture").sendTo(payments);
    purchase.settled();
    assertThat(purchase.payment().captured()).isEqualTo(1500);
    var paid = pay();
    assertThat(paid.status()).isEqualTo(ChargeStatus.COMPLETED);
    assertThat(paid.clientSecret()).isNull();
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1", "capture:2");
  }

  @Test
  void theWorkerFindsTheBanksAnswerWithoutAWebhookToo() {
    payments.account().answerBank(pay().clientSecret(), "complete");
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    assertThat(purchase.payment().held()).isEqualTo(1500);
  }

  @Test
  void theBankRefuses() {
    payments.account().answerBank(pay().clientSecret(), "fail");
    Webhook.ofIntent(purchase.payment().id(), "requires_payment_method").sendTo(payments);
    var failed = purchase.awaitStep(ChargeStep.FAILED);
    assertThat(failed.failureCode()).isEqualTo("payment_intent_authentication_failure");
    assertThat(purchase.payment().status()).isEqualTo("canceled");
    purchase.cancelled(CancelReason.PAYMENT_FAILED).awaitHeard();
    assertRefused(purchase.pay(CARD), 402, ErrorCode.PAYMENT_DECLINED);
  }

  @Test
  void theCardIsDeclinedAfterTheBankAgreed() {
    var charge = purchase.pay("pm_card_threeDSecureRequiredChargeDeclined");
    payments.account().answerBank(charge.as(ChargeRepresentation.class).clientSecret(), "complete");
    assertThat(purchase.awaitStep(ChargeStep.FAILED).failureCode()).isEqualTo("generic_decline");
    assertThat(purchase.payment().status()).isEqualTo("canceled");
  }

  @Test
  void whatIsUnfinishedWhenTheOrderExpiresIsLetGo() {
    String secret = pay().clientSecret();
    purchase.cancelled(CancelReason.EXPIRED).awaitStep(ChargeStep.FAILED);
    assertThat(purchase.payment().status()).isEqualTo("canceled");
    assertRefused(purchase.pay(CARD), 409, ErrorCode.ORDER_EXPIRED);
    assertThat(secret).isNotNull();
  }

  @Test
  void whatIsUnfinishedLongAfterTheOrdersTimeIsLetGoThoughNobodySaysSo() {
    pay();
    payments
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "update charges set expires_at = now() - interval '121 seconds' where id = ?",
                purchase.chargeId()));
    purchase.awaitStep(ChargeStep.FAILED);
    assertThat(purchase.payment().status()).isEqualTo("canceled");
  }

  @Test
  void theSecretIsForTheBuyerAlone() {
    String secret = String.valueOf(pay().clientSecret());
    String path = "/charges/by-orders?orderIds=" + purchase.orderId();
    assertThat(purchase.buyer().get(path).body().toString()).contains(secret);
    assertThat(payments.asAdmin().get(path).body().toString())
        .contains(purchase.chargeId().toString())
        .doesNotContain(secret);
    await().atMost(Duration.ofSeconds(30)).until(() -> !purchase.events().isEmpty());
    assertThat(purchase.events().toString()).doesNotContain(secret);
  }

  private ChargeRepresentation pay() {
    return purchase.pay(CARD).as(ChargeRepresentation.class);
  }

  private static void assertRefused(Reply reply, int status, ErrorCode code) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
  }
}
