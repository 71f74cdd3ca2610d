package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
  private static final Ledger LEDGER = new Ledger(Installation.stack());
  private static final Rest STRIPE = LEDGER.stripe();

  private static Person seller;
  private static Person buyer;

  @BeforeAll
  static void signUp() {
    seller = Person.signUp();
    buyer = Person.signUp();
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "confirm", "capture"})
  void anErrorThatStripeStoresIsOvercome(String path) {
    var purchase = Purchase.begin(buyer, seller.sells("Faust", 8_100));
    fault("kind=error&times=1&path=" + path, purchase);

    assertThat(purchase.payPatiently()).isEqualTo("COMPLETED");

    assertThat(STRIPE.get("/faults").toString())
        .as("what happened once is in force no longer")
        .doesNotContain(purchase.id());
    assertThat(Account.settled(LEDGER, List.of(purchase), PATIENCE)).allMatch(Account::isCompleted);
  }

  @Test
  void anIntentThatIsCancelledByHandUnderTheFenceEndsTheOrder() {
    var purchase = Purchase.begin(buyer, seller.sells("Carmen", 8_100));
    fault("kind=lose&path=capture", purchase);
    // What the buyer is told depends on how long all this takes.
    var unused = CompletableFuture.supplyAsync(purchase::payPatiently);
    await().atMost(PATIENCE).until(purchase::status, "AWAITING_PAYMENT"::equals);
    String intent = intent(purchase);

    JsonNode cancelled = STRIPE.post("/v1/payment_intents/" + intent + "/cancel", "");

    assertThat(cancelled.path("status").asText()).isEqualTo("canceled");
    List<Account> accounts = Account.settled(LEDGER, List.of(purchase), PATIENCE);
    assertThat(accounts).allMatch(Account::isCancelled);
    assertThat(accounts).extracting(Account::end).containsExactly("PAYMENT_FAILED");
  }

  @Test
  void aRefundThatFailsIsSeen() throws Exception {
    var purchase = Purchase.begin(buyer, seller.sells("Salome", 8_100));
    assertThat(purchase.payPatiently()).isEqualTo("COMPLETED");
    fault("kind=refunds-pending", purchase);
    String token = MakeAdminIT.adminsToken();
    var admin = new Rest(Installation.stack().at("payments"), token);
    String path = "/admin/charges/" + purchase.chargeId() + "/refund";

    JsonNode refunding = admin.act(path);

    assertThat(refunding.path("step").asText()).isEqualTo("REFUNDING");
    String intent = intent(purchase);
    JsonNode refund =
        await()
            .atMost(PATIENCE)
            .until(() -> refunds(intent), refunds -> refunds.size() == 1)
            .path(0);
    assertThat(refund.path("status").asText()).isEqualTo("pending");
    assertThat(refund.path("amount").asInt()).isEqualTo(8_100);

    var unused = STRIPE.post("/refunds", "answer=fail&refund=" + refund.path("id").asText());

    JsonNode charge =
        await()
            .atMost(PATIENCE)
            .until(() -> purchase.charges(token).path(0), seen -> seen.hasNonNull("refundError"));
    assertThat(charge.path("step").asText()).isEqualTo("REFUNDING");
    assertThat(charge.path("stripeRefundId").isNull()).isTrue();
    assertThat(purchase.status()).isEqualTo("COMPLETED");
    JsonNode again = admin.act(path);
    assertThat(again.path("step")).isEqualTo(charge.path("step"));
    assertThat(again.path("refundError")).isEqualTo(charge.path("refundError"));
    assertThat(refunds(intent)).hasSize(1);
  }

  private static String intent(Purchase purchase) {
    return LEDGER.byOrder().getOrDefault(purchase.id(), List.of()).getFirst().id();
  }

  private static void fault(String what, Purchase purchase) {
    var unused = STRIPE.post("/faults", what + "&order=" + purchase.id());
  }

  private static JsonNode refunds(String intent) {
    return STRIPE.get("/v1/refunds?payment_intent=" + intent).path("data");
  }
}
