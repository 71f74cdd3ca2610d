package ticketing.dev.stripe;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static ticketing.dev.stripe.Seller.key;
import static ticketing.dev.stripe.Seller.order;
import static ticketing.dev.stripe.Seller.refused;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.RefundCreateParams;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong on purpose. */
class StandInFaultsIT {

  @RegisterExtension private static final OwnStandIn STAND_IN = new OwnStandIn();

  private final Seller seller = STAND_IN.seller();
  private final Developer developer = STAND_IN.developer();

  @AfterEach
  void takeBack() {
    developer.delete("/faults");
  }

  @Test
  void aSlowRequestKeepsItsKeyInUse() throws Exception {
    var held = seller.held();
    set(Map.of("kind", "slow", "path", "capture", "millis", "3600000"));
    var slow = CompletableFuture.supplyAsync(() -> capture(held, "slow"));
    await().atMost(60, SECONDS).until(() -> shown("\"happened\":1"));
    for (int i = 0; i < 2; i++) {
      assertThat(inUse(held)).isTrue();
    }
    assertThat(slow).isNotDone();
    assertThat(seller.retrieve(held).getStatus()).as("others go on").isEqualTo("requires_capture");

    developer.delete("/faults");
    assertThat(slow.get(60, SECONDS)).isEqualTo("succeeded");
  }

  @Test
  void aLostRequestIsNotCarriedOutAndADroppedOneIs() throws StripeException {
    var held = seller.held();
    set(Map.of("kind", "lose", "intent", held.getId()));
    dropped(() -> seller.intents().capture(held.getId(), key("lost")));
    dropped(() -> seller.retrieve(held));
    developer.delete("/faults");
    assertThat(seller.retrieve(held).getStatus()).isEqualTo("requires_capture");

    set(Map.of("kind", "drop", "path", "capture", "intent", held.getId()));
    dropped(() -> seller.intents().capture(held.getId(), key("dropped")));
    assertThat(seller.retrieve(held).getStatus()).isEqualTo("succeeded");
    developer.delete("/faults");
    assertThat(capture(held, "dropped")).as("the stored answer").isEqualTo("succeeded");
  }

  @Test
  void anErrorIsStoredUnderItsKey() throws StripeException {
    set(Map.of("kind", "error", "path", "create", "order", "a"));
    var params = order().putMetadata("order", "a").build();
    var error = failed(() -> seller.intents().create(params, key("e")));
    assertThat(error.getStripeError().getType()).isEqualTo("api_error");
    developer.delete("/faults");
    assertThat(failed(() -> seller.intents().create(params, key("e"))).getRequestId())
        .isNotEqualTo(error.getRequestId());
    assertThat(seller.intents().create(params, key("e2")).getStatus())
        .isEqualTo("requires_payment_method");
  }

  @Test
  void aCaptureIsRefused() throws StripeException {
    var held = seller.held();
    set(Map.of("kind", "refuse-capture", "intent", held.getId()));
    assertThat(refused(() -> seller.intents().capture(held.getId(), key("r"))).getCode())
        .isEqualTo("charge_expired_for_capture");
    developer.delete("/faults");
    assertThat(refused(() -> seller.intents().capture(held.getId(), key("r"))).getCode())
        .as("the stored answer")
        .isEqualTo("charge_expired_for_capture");
    assertThat(capture(held, "r2")).isEqualTo("succeeded");
  }

  @Test
  void refundsStayPendingOrFail() throws StripeException {
    var paid = seller.intents().capture(seller.held().getId());
    var refund = RefundCreateParams.builder().setPaymentIntent(paid.getId()).build();
    set(Map.of("kind", "refunds-failed", "order", "7"));
    assertThat(seller.stripe().v1().refunds().create(refund).getStatus()).isEqualTo("failed");
    assertThat(seller.charge(paid).getAmountRefunded()).isZero();
    developer.delete("/faults");

    set(Map.of("kind", "refunds-pending", "intent", paid.getId()));
    assertThat(seller.stripe().v1().refunds().create(refund).getStatus()).isEqualTo("pending");
    assertThat(seller.charge(paid).getAmountRefunded()).isEqualTo(1500);
  }

  @Test
  void aFaultIsForWhatItIsMeantFor() throws StripeException {
    var mine = seller.held();
    var other = seller.intents().create(order().putMetadata("order", "b").build());
    set(Map.of("kind", "error", "path", "capture", "metadata[order]", "7"));
    assertThat(seller.retrieve(mine).getId()).as("another path").isEqualTo(mine.getId());
    seller.intents().cancel(other.getId());
    refused(() -> seller.intents().capture(other.getId()));
    failed(() -> seller.intents().capture(mine.getId()));
  }

  @Test
  void aFaultHappensAsOftenAsItIsToldTo() throws StripeException {
    set(Map.of("kind", "error", "path", "read", "times", "2"));
    failed(() -> seller.intents().list());
    assertThat(developer.get("/faults").body()).contains("\"times\":2", "\"happened\":1");
    failed(() -> seller.intents().list());
    assertThat(seller.intents().list().getData()).isNotNull();
    assertThat(developer.get("/faults").body()).isEqualTo("{\"faults\":[]}\n");
  }

  @Test
  void whatIsInForceIsShownAndTakenBack() {
    var id = set(Map.of("kind", "slow", "path", "refund", "order", "<b>"));
    assertThat(developer.get("/faults").body()).contains(id, "\"kind\":\"slow\"", "3000");
    assertThat(developer.get("/").body()).contains("/faults/" + id).doesNotContain("<b>");
    assertThat(developer.delete("/faults/" + id).statusCode()).isEqualTo(200);
    assertThat(developer.delete("/faults/" + id).statusCode()).isEqualTo(404);
    assertThat(developer.get("/").body()).doesNotContain(id);
    for (var wrong :
        new Map[] {
          Map.of("kind", "none"),
          Map.of("kind", "slow", "path", "none"),
          Map.of("kind", "slow", "tmies", "1"),
          Map.of("kind", "slow", "times", "0"),
          Map.of("path", "capture")
        }) {
      @SuppressWarnings("unchecked")
      Map<String, String> form = wrong;
      assertThat(developer.post("/faults", form).statusCode()).isEqualTo(400);
    }
  }

  private String set(Map<String, String> form) {
    var reply = developer.post("/faults", form);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    try {
      return Json.MAPPER.readTree(reply.body()).path("id").asText();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private boolean shown(String text) {
    return developer.get("/faults").body().contains(text);
  }

  private boolean inUse(PaymentIntent intent) {
    return catchThrowable(() -> seller.intents().capture(intent.getId(), key("slow")))
            instanceof ApiException refusal
        && refusal.getStatusCode() == 409;
  }

  private String capture(PaymentIntent intent, String key) {
    try {
      return seller.intents().capture(intent.getId(), key(key)).getStatus();
    } catch (StripeException e) {
      throw new AssertionError(e);
    }
  }

  private static void dropped(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(ApiConnectionException.class);
  }

  private static ApiException failed(ThrowingCallable call) {
    var failure = catchThrowableOfType(ApiException.class, call);
    assertThat(failure.getStatusCode()).isEqualTo(500);
    return failure;
  }
}
