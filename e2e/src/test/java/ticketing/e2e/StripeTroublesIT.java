package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stripe fails, is worked at by hand, or cannot give money back. */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
@Execution(ExecutionMode.CONCURRENT)
class StripeTroublesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Ledger LEDGER = new Ledger(Installation.stack());
  private static final URI STRIPE = Installation.stack().at("stripe");
  private static final URI PAYMENTS = Installation.stack().at("payments");

  private static Person seller;
  private static Person buyer;

  @BeforeAll
  static void signUp() {
    seller = Person.signUp();
    buyer = Person.signUp();
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "confirm", "capture"})
  void anErrorThatStripeStoresIsOvercome(String path) throws Exception {
    var purchase = Purchase.begin(buyer, seller.sells("Faust", 8_100));
    fault("kind=error&times=1&path=" + path, purchase);

    assertThat(purchase.payPatiently()).isEqualTo("COMPLETED");

    assertThat(Account.settled(LEDGER, List.of(purchase), PATIENCE)).allMatch(Account::isCompleted);
  }

  @Test
  void anIntentThatIsCancelledByHandUnderTheFenceEndsTheOrder() throws Exception {
    var purchase = Purchase.begin(buyer, seller.sells("Carmen", 8_100));
    fault("kind=lose&path=capture", purchase);
    var paying = CompletableFuture.supplyAsync(purchase::payPatiently);
    await().atMost(PATIENCE).until(purchase::status, "AWAITING_PAYMENT"::equals);
    String intent = intent(purchase);

    stripe("/v1/payment_intents/" + intent + "/cancel", "");

    List<Account> accounts = Account.settled(LEDGER, List.of(purchase), PATIENCE);
    assertThat(accounts).allMatch(Account::isCancelled);
    assertThat(accounts).extracting(Account::end).containsExactly("PAYMENT_FAILED");
    paying.cancel(true);
  }

  @Test
  void aRefundThatFailsIsSeen() throws Exception {
    var purchase = Purchase.begin(buyer, seller.sells("Salome", 8_100));
    assertThat(purchase.payPatiently()).isEqualTo("COMPLETED");
    fault("kind=refunds-pending", purchase);
    String admin = MakeAdminIT.adminsToken();

    JsonNode refunding =
        post(PAYMENTS.resolve("/charges/" + purchase.chargeId() + "/refund"), admin);

    assertThat(refunding.path("step").asText()).isEqualTo("REFUNDING");
    String intent = intent(purchase);
    JsonNode refund =
        await()
            .atMost(PATIENCE)
            .until(
                () -> get("/v1/refunds?payment_intent=" + intent).path("data"),
                refunds -> refunds.size() == 1)
            .path(0);
    assertThat(refund.path("status").asText()).isEqualTo("pending");
    assertThat(refund.path("amount").asInt()).isEqualTo(8_100);

    stripe("/refunds", "answer=fail&refund=" + refund.path("id").asText());

    JsonNode charge =
        await()
            .atMost(PATIENCE)
            .until(() -> charge(purchase, admin), seen -> seen.hasNonNull("refundError"));
    assertThat(charge.path("step").asText()).isEqualTo("REFUNDING");
    assertThat(charge.path("stripeRefundId").isNull()).isTrue();
    assertThat(purchase.status()).isEqualTo("COMPLETED");
    assertThat(post(PAYMENTS.resolve("/charges/" + purchase.chargeId() + "/refund"), admin))
        .isEqualTo(charge);
    assertThat(get("/v1/refunds?payment_intent=" + intent).path("data")).hasSize(1);
  }

  private static String intent(Purchase purchase) {
    return LEDGER.byOrder().getOrDefault(purchase.id(), List.of()).getFirst().id();
  }

  private static void fault(String what, Purchase purchase) throws Exception {
    stripe("/faults", what + "&order=" + purchase.id());
  }

  /** Posts a form to the stand-in, with the key for where it is asked for. */
  private static void stripe(String path, String form) throws Exception {
    var request =
        HttpRequest.newBuilder(STRIPE.resolve(path))
            .header("authorization", "Bearer " + Installation.stack().stripeKey())
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    send(request);
  }

  private static JsonNode get(String path) throws Exception {
    return send(
        HttpRequest.newBuilder(STRIPE.resolve(path))
            .header("authorization", "Bearer " + Installation.stack().stripeKey()));
  }

  private static JsonNode charge(Purchase purchase, String token) throws Exception {
    return send(HttpRequest.newBuilder(PAYMENTS.resolve("/charges?orderIds=" + purchase.id()))
            .header("authorization", "Bearer " + token))
        .path("items")
        .path(0);
  }

  private static JsonNode post(URI address, String token) throws Exception {
    return send(
        HttpRequest.newBuilder(address)
            .header("authorization", "Bearer " + token)
            .POST(BodyPublishers.noBody()));
  }

  private static JsonNode send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }
}
