/**
 * The Stripe stand-in: an HTTP server on 127.0.0.1 that speaks enough of Stripe's API for
 * stripe-java to be used unchanged. No money moves.
 *
 * <pre>
 * POST /v1/payment_methods                    a card, typed
 * GET  /v1/payment_methods/{id}
 * POST /v1/payment_intents                    create, and confirm where asked to
 * GET  /v1/payment_intents                    newest first: limit, starting_after, created[...]
 * GET  /v1/payment_intents/{id}
 * POST /v1/payment_intents/{id}               metadata
 * POST /v1/payment_intents/{id}/confirm
 * POST /v1/payment_intents/{id}/capture       all, or amount_to_capture
 * POST /v1/payment_intents/{id}/cancel
 * GET  /v1/charges                            payment_intent and what intents are listed by
 * GET  /v1/charges/{id}
 * GET  /                                      the ledger, to look at
 * GET  /health
 * </pre>
 *
 * <p>An intent's states:
 *
 * <pre>
 *   requires_payment_method --card given--> requires_confirmation
 *        ^        |                                |
 *        |     confirm <---------------------------+
 *        |        |
 *        +--no----+----yes--> requires_capture --capture--> succeeded
 *   (declined, mistyped)  \                                    ^
 *                          +--not manual-----------------------+
 *   any but succeeded --cancel--> canceled
 * </pre>
 *
 * <p>A request goes {@link Door} (HTTP) to {@link Routes} (which command, its parameters checked)
 * to {@link Ledger} (idempotency key, then one at a time) to a {@link Command}, which asks the
 * books for an {@link Intent} and a {@link Charge} and answers their next states. These, and the
 * answer where there was a key, are one line of the {@link Journal} before the caller hears of it.
 * What is the same for all intents, charges or payment methods stands in the JSON templates beside
 * the classes, the documented test cards in {@code test-cards.csv}.
 *
 * <p>Where it differs from Stripe: no customers and no other payment method than cards; a parameter
 * that it does not know is refused with {@code parameter_unknown}; requests on one intent wait for
 * each other, so there is no {@code lock_timeout}; there are no balance transactions. Not there
 * yet: 3-D Secure, refunds, search, webhooks.
 *
 * <p>Run as a process, it reads {@code STRIPE_PORT} (8190), {@code STRIPE_LEDGER} (a folder) and
 * {@code STRIPE_SECRET_KEY} (sk_test_standin).
 */
@NullMarked
package ticketing.dev.stripe;

import org.jspecify.annotations.NullMarked;
