package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ticketing.dev.stripe.Seller.assertRead;
import static ticketing.dev.stripe.Seller.declined;
import static ticketing.dev.stripe.Seller.key;
import static ticketing.dev.stripe.Seller.refused;

import com.stripe.Stripe;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.EventListParams;
import com.stripe.param.PaymentIntentConfirmParams;
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

/** What the seller hears of, and when. */
class StandInWebhooksIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
  private final Listener listener = new Listener(now::get);
  @TempDir private Path folder;
  private StandIn standIn;
  private Seller seller;
  private Developer developer;

  @BeforeEach
  void start() {
    var settings = Settings.of(folder).withClock(now::get);
    standIn = StandIn.start(settings.withWebhooks(listener.url(), Listener.SECRET));
    seller = new Seller(standIn);
    developer = new Developer(standIn);
  }

  @AfterEach
  void stop() {
    standIn.close();
    listener.close();
  }

  @Test
  void theSellerHearsOfEachChange() throws StripeException {
    var held = seller.held();
    hears(
        held,
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated");
    seller.intents().capture(held.getId());
    hears(held, "charge.captured", "payment_intent.succeeded");
    var refund =
        seller
            .stripe()
            .v1()
            .refunds()
            .create(RefundCreateParams.builder().setPaymentIntent(held.getId()).build());
    hears(held, "charge.refunded", "refund.created");
    developer.post("/refunds", Map.of("refund", refund.getId(), "answer", "fail"));
    hears(held, "refund.updated", "refund.failed");
    assertThat(event(held, "payment_intent.created").getDataObjectDeserializer().getObject())
        .get()
        .isInstanceOfSatisfying(
            PaymentIntent.class,
            created -> assertThat(created.getStatus()).isEqualTo("requires_payment_method"));
    assertThat(event(held, "refund.updated").getData().getPreviousAttributes())
        .containsEntry("status", "succeeded");
    assertThat(event(held, "refund.failed").getDataObjectDeserializer().getObject())
        .get()
        .isInstanceOfSatisfying(
            Refund.class, failed -> assertThat(failed.getStatus()).isEqualTo("failed"));
  }

  @Test
  void theSellerHearsOfWhatWasNotPaid() throws StripeException {
    var intent = seller.open();
    declined(() -> confirm(intent, "pm_card_chargeDeclined"));
    hears(intent, "charge.failed", "payment_intent.payment_failed");
    confirm(intent, "pm_card_authenticationRequired");
    hears(intent, "payment_intent.requires_action");
    developer.answer(intent.getClientSecret(), "fail");
    await()
        .atMost(SOON)
        .until(() ->
            listener.types(intent.getId()).stream()
                    .filter("payment_intent.payment_failed"::equals)
                    .count()
                == 2);
    confirm(intent, "pm_card_visa");
    seller.intents().cancel(intent.getId());
    hears(intent, "charge.refunded", "payment_intent.canceled");
  }

  @Test
  void eventsAreReadByStripeJava() throws StripeException {
    var intent = seller.intents().create(Seller.order().build(), key("k"));
    hears(intent, "payment_intent.created");
    var event = event(intent, "payment_intent.created");
    assertThat(event.getApiVersion()).isEqualTo(Stripe.API_VERSION);
    assertThat(event.getDataObjectDeserializer().getObject()).contains(intent);
    assertThat(event.getRequest().getIdempotencyKey()).isEqualTo("k");
    assertThat(event.getRequest().getId()).isEqualTo(intent.getLastResponse().requestId());
    assertThat(event.getCreated()).isEqualTo(now.get().getEpochSecond());

    var events = seller.stripe().v1().events();
    var same = events.retrieve(event.getId());
    assertRead(same);
    assertThat(same.getDataObjectDeserializer().getObject()).contains(intent);
    seller.intents().cancel(intent.getId());
    var list = events.list();
    assertRead(list);
    assertThat(list.getData())
        .extracting(Event::getType)
        .containsExactly("payment_intent.canceled", "payment_intent.created");
    var some = EventListParams.builder().setType("payment_intent.created").build();
    assertThat(events.list(some).getData()).extracting(Event::getId).containsExactly(event.getId());
    assertThat(refused(() -> events.retrieve("evt_none")).getStatusCode()).isEqualTo(404);
  }

  @Test
  void whatWasNotTakenIsSentAgainAndSignedAnew() throws StripeException {
    listener.answer(500);
    var intent = seller.open();
    hears(intent, "payment_intent.created");
    standIn.close();
    listener.answer(200);
    now.updateAndGet(time -> time.plus(Duration.ofDays(2)));
    start();
    await().atMost(SOON).until(() -> listener.heard(intent.getId()).size() >= 2);
    assertThat(listener.heard(intent.getId()))
        .extracting(Event::getId)
        .containsOnly(listener.heard(intent.getId()).getFirst().getId());
    await().atMost(SOON).until(this::nothingPending);
    assertThat(listener.heard(intent.getId())).hasSize(2);
  }

  @Test
  void pausesGrow() throws StripeException {
    listener.answer(500);
    var intent = seller.open();
    for (int attempts = 1; attempts < 5; attempts++) {
      int tried = attempts;
      await().atMost(SOON).until(() -> pending().contains("\"attempts\":" + tried));
      assertThat(listener.heard(intent.getId())).hasSize(tried);
      now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
    }
    assertThat(developer.get("/").body())
        .contains(listener.heard(intent.getId()).getFirst().getId(), "1 on their way");
    assertThat(pending()).contains(Instant.parse("2026-11-24T12:08:00Z").toString());
  }

  @Test
  void webhooksComeTwiceOrNeverOrLate() throws StripeException {
    developer.post("/faults", Map.of("kind", "webhooks-twice"));
    var twice = seller.open();
    await().atMost(SOON).until(() -> listener.heard(twice.getId()).size() == 2);
    assertThat(listener.heard(twice.getId()).stream().map(Event::getId).distinct()).hasSize(1);
    developer.delete("/faults");

    developer.post("/faults", Map.of("kind", "webhooks-never"));
    var never = seller.open();
    developer.delete("/faults");
    developer.post("/faults", Map.of("kind", "webhooks-late", "millis", "3600000"));
    var late = seller.open();
    developer.delete("/faults");
    var after = seller.open();
    hears(after, "payment_intent.created");
    assertThat(listener.heard(late.getId())).isEmpty();
    now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
    hears(late, "payment_intent.created");
    assertThat(listener.heard(never.getId())).isEmpty();

    var event =
        seller.stripe().v1().events().list().getData().stream()
            .filter(one -> one.toJson().contains(never.getId()))
            .findAny()
            .orElseThrow();
    developer.post("/webhooks", Map.of("event", event.getId()));
    hears(never, "payment_intent.created");
  }

  @Test
  void webhooksComeInAnotherOrder() throws StripeException {
    developer.post("/faults", Map.of("kind", "webhooks-reordered", "millis", "3600000"));
    var intent = seller.open();
    seller.intents().cancel(intent.getId());
    hears(intent, "payment_intent.canceled");
    assertThat(listener.types(intent.getId())).containsExactly("payment_intent.canceled");
    now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
    await().atMost(SOON).until(() -> listener.heard(intent.getId()).size() == 2);
    assertThat(listener.types(intent.getId()))
        .containsExactly("payment_intent.canceled", "payment_intent.created");
  }

  @Test
  void nobodyHearsWhereNobodyListens(@TempDir Path other) throws StripeException {
    try (var deaf = StandIn.start(Settings.of(other))) {
      var silent = new Seller(deaf);
      var before = silent.open();
      assertThat(silent.stripe().v1().events().list().getData()).hasSize(1);
      deaf.sendWebhooksTo(listener.url(), Listener.SECRET);
      assertThat(listener.heard(before.getId())).isEmpty();
    }
  }

  private void hears(PaymentIntent intent, String... types) {
    await().atMost(SOON).until(() -> listener.types(intent.getId()).containsAll(List.of(types)));
  }

  private Event event(PaymentIntent intent, String type) {
    return listener.heard(intent.getId()).stream()
        .filter(event -> event.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private boolean nothingPending() {
    return pending().equals("{\"pending\":[]}\n");
  }

  private String pending() {
    return developer.get("/webhooks").body();
  }

  private void confirm(PaymentIntent intent, String card) throws StripeException {
    var params = PaymentIntentConfirmParams.builder().setPaymentMethod(card).build();
    seller.intents().confirm(intent.getId(), params);
  }
}
