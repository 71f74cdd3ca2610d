package ticketing.dev.stripe;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ticketing.dev.stripe.Seller.assertRead;
import static ticketing.dev.stripe.Seller.declined;
import static ticketing.dev.stripe.Seller.order;
import static ticketing.dev.stripe.Seller.refused;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.param.ChargeListParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.PaymentIntentUpdateParams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the API is asked, and how it answers. */
@TestInstance(Lifecycle.PER_CLASS)
class StandInApiIT {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
  private final HttpClient http = HttpClient.newHttpClient();
  private StandIn standIn;
  private Seller seller;

  @BeforeAll
  void start(@TempDir Path folder) {
    standIn = StandIn.start(new Settings(0, folder, Settings.DEFAULT_SECRET_KEY, now::get));
    seller = new Seller(standIn);
  }

  @AfterAll
  void stop() {
    standIn.close();
  }

  @ParameterizedTest
  @CsvSource({
    "49, usd, amount_too_small, amount",
    "100000000, usd, amount_too_large, amount",
    "0, usd, parameter_invalid_integer, amount",
    "-1, usd, parameter_invalid_integer, amount",
    "1500, xyz, , currency"
  })
  void whatStripeWouldNotChargeIsRefused(
      long amount, String currency, @Nullable String code, String param) {
    var params = order().setAmount(amount).setCurrency(currency).build();
    var refusal = refused(() -> seller.intents().create(params));
    assertThat(refusal.getStatusCode()).isEqualTo(400);
    assertThat(refusal.getCode()).isEqualTo(code);
    assertThat(refusal.getParam()).isEqualTo(param);
  }

  @Test
  void parametersThatMeanNothingAreRefused() {
    var unknown = order().putExtraParam("surprise", Map.of("a", 1)).build();
    assertThat(refused(() -> seller.intents().create(unknown)).getCode())
        .isEqualTo("parameter_unknown");
    var nothing = PaymentIntentCreateParams.builder().build();
    assertThat(refused(() -> seller.intents().create(nothing)).getCode())
        .isEqualTo("parameter_missing");
    var fraction =
        PaymentIntentCreateParams.builder()
            .setCurrency("usd")
            .putExtraParam("amount", "1.5")
            .build();
    assertThat(refused(() -> seller.intents().create(fraction)).getCode())
        .isEqualTo("parameter_invalid_integer");
    var redirecting =
        PaymentIntentCreateParams.builder()
            .setAmount(1500L)
            .setCurrency("usd")
            .setPaymentMethod("pm_card_visa")
            .setConfirm(true)
            .build();
    assertThat(refused(() -> seller.intents().create(redirecting)).getParam())
        .isEqualTo("return_url");
  }

  @Test
  void whatIsNotThereIsNotFound() throws StripeException {
    var refusal = refused(() -> seller.intents().retrieve("pi_none"));
    assertThat(refusal.getStatusCode()).isEqualTo(404);
    assertThat(refusal.getCode()).isEqualTo("resource_missing");
    assertThat(refused(() -> seller.intents().capture("pi_none")).getStatusCode()).isEqualTo(404);
    assertThat(refused(() -> seller.stripe().v1().charges().retrieve("ch_x")).getStatusCode())
        .isEqualTo(404);
    assertThat(refused(() -> seller.stripe().v1().customers().list()).getStatusCode())
        .isEqualTo(404);

    var intent = seller.open();
    var method = refused(() -> seller.intents().confirm(intent.getId(), with("pm_none")));
    assertThat(method.getStatusCode()).isEqualTo(400);
    assertThat(method.getCode()).isEqualTo("resource_missing");
    assertThat(method.getParam()).isEqualTo("payment_method");
  }

  @Test
  void onlyTheKeyOpens() throws IOException, InterruptedException {
    var stranger = new Seller(standIn.uri().toString(), "sk_test_other");
    assertThatThrownBy(stranger::open)
        .isInstanceOfSatisfying(
            AuthenticationException.class,
            refusal -> assertThat(refusal.getStatusCode()).isEqualTo(401));
    assertThat(get("/v1/payment_intents", null)).startsWith("401 {\"error\":");
    // curl -u sk_test_standin:
    assertThat(get("/v1/payment_intents", "Basic c2tfdGVzdF9zdGFuZGluOg==")).startsWith("200 {");
  }

  @Test
  void listsComeNewestFirstInPages() throws StripeException {
    now.updateAndGet(time -> time.plusSeconds(1000));
    long start = now.get().getEpochSecond();
    var ids = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      ids.addFirst(seller.held().getId());
      now.updateAndGet(time -> time.plusSeconds(1));
    }

    var since = PaymentIntentListParams.Created.builder().setGte(start);
    var page = seller.intents().list(list(3).setCreated(since.build()).build());
    assertThat(page.getData()).extracting(PaymentIntent::getId).isEqualTo(ids.subList(0, 3));
    assertThat(page.getHasMore()).isTrue();
    assertThat(page.autoPagingIterable()).extracting(PaymentIntent::getId).isEqualTo(ids);

    var some = since.setGte(null).setGt(start).setLt(start + 5).build();
    var middle = seller.intents().list(list(100).setCreated(some).build());
    assertThat(middle.getData()).extracting(PaymentIntent::getId).isEqualTo(ids.subList(2, 6));
    assertThat(middle.getHasMore()).isFalse();
    assertThat(refused(() -> seller.intents().list(list(101).build())).getParam())
        .isEqualTo("limit");
    assertThat(
            refused(() -> seller.intents().list(list(1).setStartingAfter("pi_none").build()))
                .getParam())
        .isEqualTo("starting_after");
  }

  @Test
  void intentsAreFoundByWhatTheyAre() throws StripeException {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(seller.intents().create(order().putMetadata("search", "a b").build()).getId());
    }
    seller.intents().cancel(ids.get(1));
    var canceled = search("metadata['search']:'a b' AND status:'canceled'").build();
    var one = seller.intents().search(canceled);
    assertRead(one);
    assertThat(one.getData()).extracting(PaymentIntent::getId).containsExactly(ids.get(1));
    assertThat(one.getHasMore()).isFalse();
    assertThat(one.getNextPage()).isNull();

    var first = search("metadata['search']:'a b'").setLimit(2L);
    var page = seller.intents().search(first.build());
    assertRead(page);
    assertThat(page.getHasMore()).isTrue();
    assertThat(page.autoPagingIterable()).extracting(PaymentIntent::getId).isEqualTo(ids);
    assertThat(seller.intents().search(first.setPage(page.getNextPage()).build()).getData())
        .extracting(PaymentIntent::getId)
        .isEqualTo(ids.subList(2, 4));
    assertThat(refused(() -> seller.intents().search(first.setPage("x").build())).getParam())
        .isEqualTo("page");
    var held = seller.held();
    var expanded =
        search("status:'requires_capture'").setLimit(1L).addExpand("data.latest_charge").build();
    assertThat(
            seller.intents().search(expanded).getData().getFirst().getLatestChargeObject().getId())
        .isEqualTo(held.getLatestCharge());
    assertThat(refused(() -> seller.intents().search(search("x").build())).getParam())
        .isEqualTo("query");
  }

  @Test
  void chargesAreListedByTheirIntent() throws StripeException {
    var intent = seller.open();
    declined(() -> seller.intents().confirm(intent.getId(), with("pm_card_chargeDeclined")));
    seller.intents().confirm(intent.getId(), with("pm_card_visa"));
    var params = ChargeListParams.builder().setPaymentIntent(intent.getId()).build();
    var charges = seller.stripe().v1().charges().list(params).getData();
    assertThat(charges).extracting(Charge::getPaid).containsExactly(true, false);
  }

  @Test
  void idsAreExpanded() throws StripeException {
    var held = seller.held();
    var params =
        PaymentIntentRetrieveParams.builder()
            .addExpand("latest_charge.payment_intent")
            .addExpand("payment_method")
            .build();
    var expanded = seller.intents().retrieve(held.getId(), params);
    assertRead(expanded);
    assertThat(expanded.getLatestChargeObject().getPaymentIntentObject()).isEqualTo(held);
    assertThat(expanded.getPaymentMethodObject().getCard().getLast4()).isEqualTo("4242");

    var list = list(1).addExpand("data.latest_charge").build();
    assertThat(seller.intents().list(list).getData().getFirst().getLatestChargeObject())
        .isNotNull();
    var created = order().setPaymentMethod("pm_card_visa").setConfirm(true);
    assertThat(
            seller
                .intents()
                .create(created.addExpand("latest_charge").build())
                .getLatestChargeObject()
                .getPaid())
        .isTrue();
    var wrong = PaymentIntentRetrieveParams.builder().addExpand("amount").build();
    assertThat(refused(() -> seller.intents().retrieve(held.getId(), wrong)))
        .hasMessageContaining("cannot be expanded");
  }

  @Test
  void metadataIsChanged() throws StripeException {
    var intent = seller.open();
    var params = PaymentIntentUpdateParams.builder().putMetadata("charge", "9").build();
    assertThat(seller.intents().update(intent.getId(), params).getMetadata())
        .isEqualTo(Map.of("order", "7", "charge", "9"));
  }

  @Test
  void saysWhatItIs() throws StripeException, IOException, InterruptedException {
    var intent =
        seller.intents().create(order().putMetadata("evil", "<script>alert(1)</script>").build());
    assertThat(get("/health", null)).isEqualTo("200 ok\n");
    assertThat(get("/", null))
        .contains("stand-in")
        .contains("no money moves")
        .contains(intent.getId())
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert");
  }

  @Test
  void everyAnswerHasAnIdAndNoBodyIsEndless() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(standIn.uri().resolve("/v1/payment_intents"))
            .header("Authorization", "Bearer " + Settings.DEFAULT_SECRET_KEY)
            .POST(BodyPublishers.ofString("amount=1500&currency=usd&x=" + "y".repeat(70_000)))
            .build();
    var answer = http.send(request, ofString());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Request-Id").orElseThrow()).startsWith("req_");
  }

  @Test
  void aTakenPortIsNamed(@TempDir Path folder) {
    int port = standIn.uri().getPort();
    var settings = new Settings(port, folder, Settings.DEFAULT_SECRET_KEY, now::get);
    assertThatThrownBy(() -> StandIn.start(settings))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Port " + port + " is taken");
  }

  private String get(String path, @Nullable String authorization)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(standIn.uri() + path));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    var answer = http.send(request.build(), ofString());
    return answer.statusCode() + " " + answer.body();
  }

  private static PaymentIntentSearchParams.Builder search(String query) {
    return PaymentIntentSearchParams.builder().setQuery(query);
  }

  private static PaymentIntentListParams.Builder list(long limit) {
    return PaymentIntentListParams.builder().setLimit(limit);
  }

  private static PaymentIntentConfirmParams with(String method) {
    return PaymentIntentConfirmParams.builder().setPaymentMethod(method).build();
  }
}
