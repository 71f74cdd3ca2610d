package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ticketing.dev.stripe.Seller.assertRead;
import static ticketing.dev.stripe.Seller.order;
import static ticketing.dev.stripe.Seller.refused;

import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.RefundCreateParams;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens by the clock alone. */
class StandInClockIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
  private final Listener listener = new Listener(now::get);
  @TempDir private Path folder;
  private StandIn standIn;
  private Seller seller;

  @BeforeEach
  void start() {
    var settings = Settings.of(folder).withClock(now::get);
    standIn = StandIn.start(settings.withWebhooks(listener.url(), Listener.SECRET));
    seller = new Seller(standIn);
  }

  @AfterEach
  void stop() {
    standIn.close();
    listener.close();
  }

  @Test
  void aHoldEndsAfterAWeek() throws StripeException {
    var held = seller.held();
    now.updateAndGet(time -> time.plus(Duration.ofDays(7)).minusSeconds(1));
    var later = seller.held();
    assertThat(seller.retrieve(held).getStatus()).isEqualTo("requires_capture");

    now.updateAndGet(time -> time.plusSeconds(1));
    await().atMost(SOON).until(() -> hears(held, "payment_intent.canceled", "charge.expired"));
    var ended = seller.retrieve(held);
    assertRead(ended);
    assertThat(ended.getStatus()).isEqualTo("canceled");
    assertThat(ended.getCancellationReason()).isEqualTo("automatic");
    assertThat(ended.getAmountCapturable()).isZero();
    assertThat(seller.charge(ended).getAmountRefunded()).isEqualTo(1500);
    assertThat(refused(() -> seller.intents().capture(held.getId())).getCode())
        .isEqualTo("payment_intent_unexpected_state");
    assertThat(seller.intents().capture(later.getId()).getStatus()).isEqualTo("succeeded");
    now.updateAndGet(time -> time.plus(Duration.ofDays(8)));
    assertThat(seller.retrieve(later).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void aHoldEndsWhileTheStandInIsDown() throws StripeException {
    var held = seller.held();
    standIn.close();
    now.updateAndGet(time -> time.plus(Duration.ofDays(8)));
    start();
    assertThat(refused(() -> seller.intents().capture(held.getId())).getCode())
        .isEqualTo("payment_intent_unexpected_state");
    assertThat(seller.retrieve(held).getStatus()).isEqualTo("canceled");
  }

  @Test
  void aHoldEndsWhenItIsToldTo() throws StripeException {
    var developer = new Developer(standIn);
    var held = seller.held();
    var ended = developer.post("/holds", Map.of("intent", held.getId()));
    assertThat(ended.statusCode()).isEqualTo(200);
    assertThat(ended.body()).contains("\"canceled\"", "\"automatic\"");
    assertThat(developer.post("/holds", Map.of("intent", held.getId())).statusCode())
        .isEqualTo(400);
    assertThat(developer.post("/holds", Map.of("intent", "pi_none")).statusCode()).isEqualTo(404);
  }

  @Test
  void refundsOfTwoStepsTakeTheirSecond() throws StripeException {
    var refunds = seller.stripe().v1().refunds();
    var slow = paid("pm_card_pendingRefund");
    var pending = refunds.create(of(slow));
    var doomed = paid("pm_card_refundFail");
    var seeming = refunds.create(of(doomed));
    assertThat(pending.getStatus()).isEqualTo("pending");
    assertThat(seeming.getStatus()).isEqualTo("succeeded");

    now.updateAndGet(time -> time.plus(Refund.LATER));
    await().atMost(SOON).until(() -> hears(slow, "refund.updated"));
    await().atMost(SOON).until(() -> hears(doomed, "refund.failed"));
    assertThat(refunds.retrieve(pending.getId()).getStatus()).isEqualTo("succeeded");
    assertThat(refunds.retrieve(seeming.getId()).getStatus()).isEqualTo("failed");
    assertThat(seller.charge(doomed).getAmountRefunded()).isZero();
    assertThat(seller.charge(slow).getAmountRefunded()).isEqualTo(1500);
  }

  private boolean hears(PaymentIntent intent, String... types) {
    return listener.types(intent.getId()).containsAll(List.of(types));
  }

  private PaymentIntent paid(String card) throws StripeException {
    var held = seller.intents().create(order().setPaymentMethod(card).setConfirm(true).build());
    return seller.intents().capture(held.getId());
  }

  private static RefundCreateParams of(PaymentIntent intent) {
    return RefundCreateParams.builder().setPaymentIntent(intent.getId()).build();
  }
}
