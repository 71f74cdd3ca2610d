package ticketing.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Errors as Stripe's API shows them.
 *
 * @see <a href="https://docs.stripe.com/api/errors">Stripe's errors</a>
 */
final class Errors {

  private Errors() {}

  static ObjectNode of(StripeError refusal) {
    var error = Json.MAPPER.createObjectNode().put("message", refusal.message());
    describe(error, refusal.code(), refusal.param());
    var intent = refusal.intent();
    if (intent != null) {
      error.set("payment_intent", Views.of(intent));
    }
    return error.put("type", refusal.type());
  }

  /** A card's error; an intent remembers its last one. */
  static ObjectNode of(Failure failure) {
    var cause = failure.error();
    var error = Json.MAPPER.createObjectNode().put("message", cause.message());
    describe(error, cause.code(), cause.param());
    putIfKnown(error, "advice_code", cause.advice());
    putIfKnown(error, "charge", failure.charge());
    putIfKnown(error, "decline_code", cause.declineCode());
    var method = failure.method();
    if (method != null) {
      error.set("payment_method", Views.of(method));
    }
    return error.put("type", cause.type());
  }

  static ObjectNode answer(ObjectNode error) {
    var answer = Json.MAPPER.createObjectNode();
    answer.set("error", error);
    return answer;
  }

  private static void describe(ObjectNode error, @Nullable String code, @Nullable String param) {
    putIfKnown(error, "code", code);
    putIfKnown(error, "param", param);
    if (code != null) {
      error.put("doc_url", "https://docs.stripe.com/error-codes/" + code.replace('_', '-'));
    }
  }

  private static void putIfKnown(ObjectNode error, String name, @Nullable String value) {
    if (value != null) {
      error.put(name, value);
    }
  }
}
