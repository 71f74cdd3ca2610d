package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a buyer's browser asks itself, as Stripe.js does: cards become payment methods. */
class StandInBrowserIT {

  @RegisterExtension private static final OwnStandIn STAND_IN = new OwnStandIn();

  private final Developer browser = STAND_IN.developer();
  private final Seller seller = STAND_IN.seller();

  @Test
  void aTypedCardBecomesAPaymentMethodThatPays() throws Exception {
    var made = type("4242424242424242", Map.of("key", "pk_test_page"));

    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    assertThat(made.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    String id = new ObjectMapper().readTree(made.body()).path("id").asText();
    assertThat(id).startsWith("pm_");
    assertThat(
            seller
                .intents()
                .create(Seller.order().setPaymentMethod(id).setConfirm(true).build())
                .getStatus())
        .isEqualTo("requires_capture");
  }

  @Test
  void aMistypedOneIsToldToThePage() {
    var refused = type("4242424242424241", Map.of("key", "pk_test_page"));

    assertThat(refused.statusCode()).isEqualTo(402);
    assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(refused.body()).contains("incorrect_number", "Your card number is incorrect.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk_test_standin", "pk_live_page", "pk_test_", "page"})
  void anotherKeyIsNone(String key) {
    assertThat(type("4242424242424242", Map.of("key", key)).statusCode()).isEqualTo(401);
  }

  @Test
  void nothingElseIsForBrowsers() {
    var refused = browser.post("/v1/payment_intents", Map.of("key", "pk_test_page", "amount", "5"));

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(type("4242424242424242", Map.of()).statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> type(String number, Map<String, String> key) {
    var form = new HashMap<>(key);
    form.put("type", "card");
    form.put("card[number]", number);
    form.put("card[exp_month]", "12");
    form.put("card[exp_year]", "40");
    form.put("card[cvc]", "123");
    return browser.post("/v1/payment_methods", form);
  }
}
