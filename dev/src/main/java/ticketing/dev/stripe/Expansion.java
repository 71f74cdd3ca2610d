package ticketing.dev.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ids in an answer replaced by what they stand for.
 *
 * @param paths as asked for: {@code latest_charge}, {@code data.latest_charge.payment_intent}
 * @see <a href="https://docs.stripe.com/expand">Stripe's expanding</a>
 */
record Expansion(List<String> paths) {

  private static final int MAX_DEPTH = 4;

  private static final Map<String, Set<String>> EXPANDABLE =
      Map.of(
          "payment_intent",
          Set.of("latest_charge", "payment_method", "customer", "review"),
          "charge",
          Set.of("payment_intent", "customer", "balance_transaction", "review", "refunds"),
          "refund",
          Set.of("payment_intent", "payment_method", "charge", "customer", "balance_transaction"),
          "payment_method",
          Set.of("customer"),
          "list",
          Set.of("data"),
          "search_result",
          Set.of("data"));

  static Expansion from(Params params) {
    return new Expansion(params.list("expand"));
  }

  ObjectNode of(ObjectNode answer, Lookup ledger) {
    for (String path : paths) {
      var steps = List.of(path.split("\\."));
      if (steps.size() > MAX_DEPTH) {
        throw StripeError.invalid(
            "You cannot expand more than 4 levels of a property. Property: " + path, "expand");
      }
      expand(answer, steps, path, ledger);
    }
    return answer;
  }

  private static void expand(JsonNode node, List<String> steps, String path, Lookup ledger) {
    if (steps.isEmpty() || node.isNull()) {
      return;
    } else if (node.isArray()) {
      node.forEach(item -> expand(item, steps, path, ledger));
      return;
    }
    String step = steps.getFirst();
    if (!EXPANDABLE.getOrDefault(node.path("object").asText(), Set.of()).contains(step)) {
      throw StripeError.invalid("This property cannot be expanded (%s).".formatted(path), "expand");
    }
    if (node instanceof ObjectNode parent) {
      replace(parent, step, ledger);
    }
    var next = node.path(step);
    if (next.isContainerNode()) {
      expand(next, steps.subList(1, steps.size()), path, ledger);
    }
  }

  private static void replace(ObjectNode parent, String step, Lookup ledger) {
    var next = parent.path(step);
    if (next.isTextual()) {
      ledger.find(next.asText()).map(Views::of).ifPresent(view -> parent.set(step, view));
    } else if (step.equals("refunds") && next.isMissingNode()) {
      String charge = parent.path("id").asText();
      parent.set(
          step, Listing.of("/v1/charges/%s/refunds".formatted(charge), ledger.refundsOf(charge)));
    }
  }
}
