package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeObject;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.service.PaymentIntentService;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Who takes payments through stripe-java, as payments-svc does. */
record Seller(String base, StripeClient stripe) {

  Seller(StandIn standIn) {
    this(standIn.uri().toString(), Settings.DEFAULT_SECRET_KEY);
  }

  Seller(String base, String key) {
    this(
        base,
        StripeClient.builder().setApiKey(key).setApiBase(base).setMaxNetworkRetries(0).build());
  }

  PaymentIntentService intents() {
    return stripe.v1().paymentIntents();
  }

  /** 15.00 usd by card, held until captured. */
  static PaymentIntentCreateParams.Builder order() {
    return PaymentIntentCreateParams.builder()
        .setAmount(1500L)
        .setCurrency("usd")
        .setCaptureMethod(CaptureMethod.MANUAL)
        .addPaymentMethodType("card")
        .putMetadata("order", "7");
  }

  PaymentIntent open() throws StripeException {
    return intents().create(order().build());
  }

  PaymentIntent held() throws StripeException {
    return intents().create(order().setPaymentMethod("pm_card_visa").setConfirm(true).build());
  }

  PaymentIntent retrieve(PaymentIntent intent) throws StripeException {
    return intents().retrieve(intent.getId());
  }

  Charge charge(PaymentIntent intent) throws StripeException {
    return stripe.v1().charges().retrieve(intent.getLatestCharge());
  }

  static RequestOptions key(String key) {
    return RequestOptions.builder().setIdempotencyKey(key).build();
  }

  static CardException declined(ThrowingCallable call) {
    var refusal = catchThrowableOfType(CardException.class, call);
    assertThat(refusal.getStatusCode()).isEqualTo(402);
    assertRead(refusal.getStripeError(), true);
    return refusal;
  }

  static InvalidRequestException refused(ThrowingCallable call) {
    var refusal = catchThrowableOfType(InvalidRequestException.class, call);
    assertRead(refusal.getStripeError(), true);
    return refusal;
  }

  /** That stripe-java's model holds all that was answered, and all that it needs was. */
  static void assertRead(StripeObject model) {
    assertRead(model, false);
  }

  private static void assertRead(StripeObject model, boolean error) {
    try {
      var answer = Json.MAPPER.readTree(model.getLastResponse().body());
      RequiredFields.assertPresent(answer, "");
      assertHeld(error ? answer.path("error") : answer, Json.MAPPER.readTree(model.toJson()), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertHeld(JsonNode answer, JsonNode model, String path) {
    if (answer.isObject()) {
      answer
          .properties()
          .forEach(field -> {
            String name = path + "/" + field.getKey();
            assertThat(model.has(field.getKey())).as(name).isTrue();
            assertHeld(field.getValue(), model.get(field.getKey()), name);
          });
    } else if (answer.isArray()) {
      assertThat(model.size()).as(path).isEqualTo(answer.size());
      for (int i = 0; i < answer.size(); i++) {
        assertHeld(answer.get(i), model.get(i), path + "/" + i);
      }
    } else {
      assertThat(model).as(path).isEqualTo(answer);
    }
  }
}
