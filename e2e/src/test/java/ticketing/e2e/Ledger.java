package ticketing.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What Stripe (here its stand-in) says of a payment intent. */
final class Ledger {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Ledger() {}

  /** In minor units. */
  static int captured(String intentId) {
    return intent(intentId).path("amount_received").asInt();
  }

  static String status(String intentId) {
    return intent(intentId).path("status").asText();
  }

  private static JsonNode intent(String id) {
    try {
      var request =
          HttpRequest.newBuilder(
                  Installation.stack().at("stripe").resolve("/v1/payment_intents/" + id))
              .header("authorization", "Bearer " + Installation.stack().stripeKey())
              .build();
      return new ObjectMapper().readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
