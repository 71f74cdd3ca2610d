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
 * POST /v1/refunds                            of an intent or a charge, all or an amount
 * GET  /v1/refunds                            payment_intent, charge
 * GET  /v1/refunds/{id}
 * GET  /v1/events                             newest first: type, types; 30 days, at most 10,000
 * GET  /v1/events/{id}
 *
 * GET  /bank?client_secret=...                3-D Secure: what the bank asks, to answer by hand
 * POST /bank                                  client_secret, answer (complete or fail)
 * POST /refunds                               refund, answer (succeed or fail): settles one
 * GET  /webhooks                              events on their way
 * POST /webhooks                              event: sends one again
 * GET  /faults                                what goes wrong on purpose
 * POST /faults                                kind; path, millis, times, intent, order, metadata[..]
 * DELETE /faults, /faults/{id}                takes all back, or one
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
 *        |        |       +--not manual-----------------------+
 *        |   the bank asks                                      \
 *        |        v                                              | (as after confirm)
 *        +--fail-- requires_action --complete--------------------+
 *   any but succeeded --cancel--> canceled
 * </pre>
 *
 * <p>What Stripe has no address for, {@link Workbench} answers, without a key. A request of
 * Stripe's API goes {@link Door} (HTTP) to {@link Routes} (which command, its parameters checked)
 * to {@link Ledger} (idempotency key, then one at a time) to a {@link Command}, which asks the
 * books for an {@link Intent} and a {@link Charge} and answers their next states. These, and the
 * answer where there was a key, are one line of the {@link Journal} before the caller hears of it.
 * What is the same for all intents, charges or payment methods stands in the JSON templates beside
 * the classes, the documented test cards in {@code test-cards.csv}.
 *
 * <p>Where it differs from Stripe: no customers and no other payment method than cards; a parameter
 * that it does not know is refused with {@code parameter_unknown}; requests on one intent wait for
 * each other, so there is no {@code lock_timeout}; there are no balance transactions. A card's bank
 * asks whenever the card can be asked for: the stand-in sends a browser to its own page where
 * Stripe would have Stripe.js do so. Not there yet: search.
 *
 * <p>Run as a process, it reads {@code STRIPE_PORT} (8190), {@code STRIPE_LEDGER} (a folder) and
 * {@code STRIPE_SECRET_KEY} (sk_test_standin).
 */
@NullMarked
package ticketing.dev.stripe;

import org.jspecify.annotations.NullMarked;
