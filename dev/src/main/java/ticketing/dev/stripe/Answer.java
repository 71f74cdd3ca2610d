package ticketing.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What goes back to the caller.
 *
 * @param body JSON
 * @param requestId of the request that was carried out: an earlier one where this is its answer
 *     again
 */
record Answer(int status, String body, String requestId) {

  static Answer of(ObjectNode view, String requestId) {
    return new Answer(200, Json.write(view), requestId);
  }

  static Answer of(StripeError error, String requestId) {
    return new Answer(error.status(), Json.write(Errors.answer(Errors.of(error))), requestId);
  }

  static Answer of(Outcome.Declined declined, String requestId) {
    var error = Errors.of(declined.failure());
    var intent = declined.intent();
    if (intent != null) {
      error.set("payment_intent", Views.of(intent));
    }
    return new Answer(402, Json.write(Errors.answer(error)), requestId);
  }
}
