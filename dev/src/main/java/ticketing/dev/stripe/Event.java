package ticketing.dev.stripe;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as webhooks tell it.
 *
 * @param type {@code payment_intent.succeeded} ...
 * @param subject JSON: what it happened to, as it was then
 * @param previous JSON: what of that was different before; null where the type does not tell
 * @param intent the id of the intent that it is about
 * @param request the id of the request that brought it about; null where none did
 * @param idempotencyKey that request's
 * @see <a href="https://docs.stripe.com/api/events">Stripe's events</a>
 */
record Event(
    String id,
    long created,
    String type,
    String subject,
    @Nullable String previous,
    String intent,
    @Nullable String request,
    @Nullable String idempotencyKey)
    implements Entity {

  /** Of stripe-java's, so that it reads them with its own models. */
  static final String API_VERSION = "2026-07-29.dahlia";
}
