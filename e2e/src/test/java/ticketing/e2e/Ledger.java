package ticketing.e2e;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ticketing.dev.Stack;

/** What Stripe (here an installation's stand-in) says of payment intents. */
record Ledger(Stack stack) {

  private static final String INTENTS = "/v1/payment_intents";

  /**
   * A payment intent.
   *
   * @param order whose it is, by its metadata
   * @param held what is kept on the card, in minor units
   * @param captured what was taken, in minor units
   * @param confirmed whether the card was ever asked
   */
  record Intent(String id, String order, String status, int held, int captured, boolean confirmed) {

    private static Intent of(JsonNode seen) {
      return new Intent(
          seen.path("id").asText(),
          seen.path("metadata").path("order").asText(),
          seen.path("status").asText(),
          seen.path("amount_capturable").asInt(),
          seen.path("amount_received").asInt(),
          seen.hasNonNull("latest_charge"));
    }
  }

  /** In minor units. */
  int captured(String intentId) {
    return intent(intentId).captured();
  }

  String status(String intentId) {
    return intent(intentId).status();
  }

  private Intent intent(String id) {
    return Intent.of(get(INTENTS + "/" + id));
  }

  /** All that there are, by order. */
  Map<String, List<Intent>> byOrder() {
    var all = new ArrayList<Intent>();
    boolean more = true;
    while (more) {
      String after = all.isEmpty() ? "" : "&starting_after=" + all.getLast().id();
      JsonNode page = get(INTENTS + "?limit=100" + after);
      page.path("data").forEach(intent -> all.add(Intent.of(intent)));
      more = page.path("has_more").asBoolean();
    }
    return all.stream().collect(groupingBy(Intent::order));
  }

  private JsonNode get(String path) {
    return stripe().get(path);
  }

  /** Its API, and what a developer does there by hand. */
  Rest stripe() {
    return new Rest(stack.at("stripe"), stack.stripeKey());
  }
}
