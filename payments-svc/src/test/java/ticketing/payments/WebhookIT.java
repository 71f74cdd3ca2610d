package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.MetricRegistry;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.payments.stripe.Answer.Intent.Status;
import ticketing.payments.stripe.StripeBooks;
import ticketing.payments.stripe.StripeConfig;
import ticketing.payments.stripe.StripeGateway;

/** Webhooks have the worker look, and decide nothing. */
class WebhookIT {

  private final PaymentsServer payments = PaymentsServer.shared();
  private final Purchase purchase = Purchase.of(payments);
  private final NewsDao news = payments.jdbi().onDemand(NewsDao.class);

  @BeforeEach
  void authorize() {
    var unused = purchase.paying("pm_card_visa");
    purchase.awaitStep(ChargeStep.AUTHORIZED);
  }

  @Test
  void hasTheWorkerLookAtOnce() {
    payments.account().cancel(id());
    // Otherwise the worker would look in a minute.
    assertHeard(Webhook.ofIntent(id(), "canceled").sendTo(payments));
    purchase.awaitStep(ChargeStep.FAILED);
  }

  @Test
  void isNotTakenAtItsWord() {
    assertHeard(Webhook.ofIntent(id(), "canceled").sendTo(payments));
    assertHeard(Webhook.ofIntent(id(), "succeeded").sendTo(payments));
    await().until(this::wasLookedAt);
    assertThat(purchase.chargeStep()).isEqualTo(ChargeStep.AUTHORIZED);
    purchase.fenced().awaitStep(ChargeStep.COMPLETED);
    assertThat(purchase.payment().captured()).isEqualTo(1500);
  }

  @Test
  void mayComeTwiceInAnyOrderAndDaysLate() {
    purchase.fenced().awaitStep(ChargeStep.COMPLETED);
    for (String status : new String[] {"succeeded", "requires_capture", "processing", "canceled"}) {
      var webhook = Webhook.ofIntent(id(), status);
      assertHeard(webhook.sendTo(payments));
      assertHeard(webhook.sendTo(payments));
    }
    await().until(purchase::isAtRest);
    assertThat(purchase.chargeStep()).isEqualTo(ChargeStep.COMPLETED);
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1", "capture:2");
  }

  @Test
  void isRefusedWithoutStripesSignature() {
    payments.account().cancel(id());
    var webhook = Webhook.ofIntent(id(), "canceled");
    assertRefused(webhook.sendTo(payments, InstantSource.system().instant(), "whsec_other"));
    assertRefused(webhook.send(payments.signedOut()));
    assertRefused(webhook.send(payments.signedOut().withHeader("Stripe-Signature", "t=1,v1=abc")));
    assertRefused(webhook.send(payments.signedOut().withHeader("Stripe-Signature", "none")));
    assertThat(payments.asAdmin().send("POST", "/webhooks/stripe", webhook.body()).status())
        .isEqualTo(400);
    assertThat(wasLookedAt()).isFalse();
  }

  @Test
  void isRefusedWhenItsSignatureIsStale() {
    payments.account().cancel(id());
    var webhook = Webhook.ofIntent(id(), "canceled");
    var fiveMinutesAgo = InstantSource.system().instant().minusSeconds(301);
    assertRefused(webhook.sendTo(payments, fiveMinutesAgo, PaymentsServer.WEBHOOK_SECRET));
    assertThat(wasLookedAt()).isFalse();
    // Days late, it comes signed anew.
    assertHeard(webhook.sendTo(payments));
    purchase.awaitStep(ChargeStep.FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"object\": \"event\"}"})
  void rubbishIsRefusedThoughItIsSigned(String body) {
    assertRefused(new Webhook(body).sendTo(payments));
  }

  @Test
  void whatIsAboutSomethingElseIsHeardAndLeftAlone() {
    assertHeard(Webhook.ofIntent("pi_of_another_shop", "succeeded").sendTo(payments));
    assertHeard(Webhook.of("{\"id\": \"cus_1\", \"object\": \"customer\"}").sendTo(payments));
    assertThat(wasLookedAt()).isFalse();
  }

  @Test
  void whatNobodyToldOfWithinAMinuteIsCounted() {
    var metrics = new MetricRegistry();
    Supplier<Long> missing = () -> metrics.counter("stripe.webhooks.missing").getCount();
    var reconciler = reconciler(metrics);
    reconciler.countUntold();
    long before = missing.get();
    purchase.fenced().awaitStep(ChargeStep.COMPLETED);
    assertHeard(Webhook.ofIntent(id(), "succeeded").sendTo(payments));
    reconciler.countUntold();
    assertThat(missing.get()).as("not before a minute is over").isEqualTo(before);
    aMinutePasses();
    reconciler.countUntold();
    assertThat(missing.get()).as("requires_capture").isEqualTo(before + 1);
    reconciler.countUntold();
    assertThat(missing.get()).as("once").isEqualTo(before + 1);
  }

  @Test
  void aWebhookBeforeTheAnswerCounts() {
    news.told("pi_early", Status.SUCCEEDED);
    news.seen("pi_early", Status.SUCCEEDED);
    aMinutePasses();
    assertThat(news.takeUntold()).doesNotContain("pi_early");
    news.forgetTold();
    assertThat(known("pi_early")).isZero();
  }

  private Reconciler reconciler(MetricRegistry metrics) {
    var config = new StripeConfig(payments.line().url().toString(), "sk_test_standin", "test", "");
    return new Reconciler(
        payments.jdbi(),
        new StripeGateway(config),
        new StripeBooks(config),
        metrics,
        InstantSource.system());
  }

  /** For what this purchase's worker saw; others' is left alone. */
  private void aMinutePasses() {
    payments
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                """
                update intent_news set seen_at = seen_at - interval '61 seconds'
                where stripe_id in (?, 'pi_early')
                """,
                id()));
  }

  private int known(String stripeId) {
    return payments
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("select count(*) from intent_news where stripe_id = :id")
                .bind("id", stripeId)
                .mapTo(Integer.class)
                .one());
  }

  private String id() {
    return purchase.payment().id();
  }

  /** Whether the worker looked, and found nothing to do. */
  private boolean wasLookedAt() {
    return payments
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("select failures > 0 from charge_work where charge_id = :id")
                .bind("id", purchase.chargeId())
                .mapTo(Boolean.class)
                .one());
  }

  private static void assertHeard(Reply reply) {
    assertThat(reply.status()).isEqualTo(204);
  }

  private static void assertRefused(Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
  }
}
