package ticketing.payments;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;

/** Webhooks have the worker look, and decide nothing. */
class WebhookIT {

  private final PaymentsServer payments = PaymentsServer.shared();
  private final Purchase purchase = Purchase.of(payments);

  @BeforeEach
  void authorize() {
    var unused = purchase.paying("pm_card_visa");
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    await().until(purchase::isLeft);
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
    String work = work();
    assertHeard(Webhook.ofIntent(id(), "canceled").sendTo(payments));
    assertHeard(Webhook.ofIntent(id(), "succeeded").sendTo(payments));
    await().until(() -> !work().equals(work) && purchase.isLeft());
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
    String work = work();
    var webhook = Webhook.ofIntent(id(), "canceled");
    assertRefused(webhook.sendTo(payments, InstantSource.system().instant(), "whsec_other"));
    assertRefused(webhook.send(payments.signedOut()));
    assertRefused(webhook.send(payments.signedOut().withHeader("Stripe-Signature", "t=1,v1=abc")));
    assertRefused(webhook.send(payments.signedOut().withHeader("Stripe-Signature", "none")));
    assertThat(payments.asAdmin().send("POST", "/webhooks/stripe", webhook.body()).status())
        .isEqualTo(400);
    assertThat(work()).isEqualTo(work);
  }

  @Test
  void isRefusedAsSoonAsItIsTooLongThoughItNeverEnds() throws IOException {
    URI url = payments.service().url();
    try (var connection = new Socket(url.getHost(), url.getPort())) {
      // Less than the server's patience with a caller who sends nothing.
      connection.setSoTimeout(20_000);
      String head =
          "POST /webhooks/stripe HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Stripe-Signature: t=1,v1=abc\r\nTransfer-Encoding: chunked\r\n\r\n";
      String chunk = "10001\r\n" + "x".repeat((1 << 16) + 1) + "\r\n";
      connection.getOutputStream().write((head + chunk).getBytes(US_ASCII));
      String answer = new String(connection.getInputStream().readAllBytes(), US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("must be at most 64 KiB");
    }
  }

  @Test
  void isRefusedWhenItsSignatureIsStale() {
    String work = work();
    payments.account().cancel(id());
    var webhook = Webhook.ofIntent(id(), "canceled");
    var fiveMinutesAgo = InstantSource.system().instant().minusSeconds(301);
    assertRefused(webhook.sendTo(payments, fiveMinutesAgo, PaymentsServer.WEBHOOK_SECRET));
    assertThat(work()).isEqualTo(work);
    // Days late, it comes signed anew.
    assertHeard(webhook.sendTo(payments));
    purchase.awaitStep(ChargeStep.FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "null", "{}", "{\"object\": \"event\"}"})
  void whatIsSignedButCannotBeReadIsLeftAlone(String body) {
    assertHeard(new Webhook(body).sendTo(payments));
  }

  @Test
  void whatIsAboutSomethingElseIsHeardAndLeftAlone() {
    assertHeard(Webhook.ofIntent("pi_of_another_shop", "succeeded").sendTo(payments));
    assertHeard(Webhook.of("{\"id\": \"cus_1\", \"object\": \"customer\"}").sendTo(payments));
    // A status that is not known yet has the worker look all the same.
    String work = work();
    assertHeard(Webhook.ofIntent(id(), "brand_new").sendTo(payments));
    await().until(() -> !work().equals(work));
  }

  @Test
  void whatTheWorkerSawAndAWebhookToldIsNoted() {
    assertThat(noted("requires_capture", "seen_at")).isTrue();
    assertThat(noted("requires_capture", "told_at")).isFalse();
    assertHeard(Webhook.ofIntent(id(), "requires_capture").sendTo(payments));
    assertThat(noted("requires_capture", "told_at")).isTrue();
  }

  private boolean noted(String status, String by) {
    return payments
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "select "
                        + by
                        + " is not null from intent_news"
                        + " where stripe_id = :id and status = upper(:status)")
                .bind("id", id())
                .bind("status", status)
                .mapTo(Boolean.class)
                .one());
  }

  private String id() {
    return purchase.payment().id();
  }

  /** When the worker is to look next, and how often it did. */
  private String work() {
    return payments
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "select coalesce(look_at::text, '') || ' ' || lease from charge_work"
                        + " where charge_id = :id")
                .bind("id", purchase.chargeId())
                .mapTo(String.class)
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
