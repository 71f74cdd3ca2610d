/**
 * The Stripe stand-in: an HTTP server on 127.0.0.1 that speaks enough of Stripe's API for
 * stripe-java to be used unchanged. No money moves.
 *
 * <pre>
 * POST /v1/payment_methods                    a card, typed
 * GET  /v1/payment_methods/{id}
 * POST /v1/payment_intents                    create, and confirm where asked to
 * GET  /v1/payment_intents                    newest first: limit, starting_after, created[...]
 * GET  /v1/payment_intents/search             query: metadata, status, currency, amount, created
 * GET  /v1/payment_intents/{id}
 * POST /v1/payment_intents/{id}               metadata
 * POST /v1/payment_intents/{id}/confirm
 * POST /v1/payment_intents/{id}/capture       all, or amount_to_capture
 * POST /v1/payment_intents/{id}/cancel
 * GET  /v1/charges                            payment_intent and what intents are listed by
 * GET  /v1/charges/{id}
 * POST /v1/refunds                            of an intent or a charge, all or an amount
 * GET  /v1/refunds                            payment_intent, charge and what intents are listed by
 * GET  /v1/refunds/{id}
 * GET  /v1/events                             of 30 days, at most 10,000: type, types[]
 * GET  /v1/events/{id}
 * </pre>
 *
 * <p>A browser posts a payment method as Stripe.js does, with {@code key=pk_test_...} among the
 * fields and no header; any such key is good.
 *
 * <p>What Stripe has no address for. It is for a developer's own machine, and asks for no key:
 *
 * <pre>
 * GET    /                                    all of it, to look at and to act upon
 * GET    /health
 * GET    /bank?client_secret=...              3-D Secure: what the bank asks the buyer
 * POST   /bank                                client_secret, answer (complete or fail)
 * POST   /refunds                             refund, answer (succeed or fail): settles one
 * POST   /holds                               intent: its hold ends now
 * GET    /webhooks                            events on their way
 * POST   /webhooks                            event: sends one again, signed anew
 * GET    /faults                              those in force
 * POST   /faults                              kind; path, intent, order, metadata[...], millis, times
 * DELETE /faults                              takes all back
 * DELETE /faults/{id}                         takes one back
 * </pre>
 *
 * <p>An intent's states:
 *
 * <pre>
 *   requires_payment_method --card given--> requires_confirmation
 *    ^  ^        |                                  |
 *    |  |     confirm <-----------------------------+
 *    |  |        |
 *    |  +--no----+----yes------> requires_capture --capture--> succeeded
 *    |           |\             ^  |                            ^
 *    |       bank | +-----------|--|-----not manual-------------+
 *    |       asks |             |  +--a week--> canceled
 *    |           v              |
 *    +--fail-- requires_action --complete: as after confirm
 *
 *   any but succeeded --cancel--> canceled
 * </pre>
 *
 * <p>And a refund's, where one that failed gives its amount back to the charge:
 *
 * <pre>
 *   pending --> succeeded --> failed
 *      +------------------------^
 * </pre>
 *
 * <p>A request goes {@link Door} (HTTP) to {@link Routes} (which command, its parameters checked)
 * to {@link Ledger} (idempotency key, then one at a time) to a {@link Command}, which asks the
 * books for an {@link Intent} and a {@link Charge} and answers their next states. These, the events
 * that they are to the seller ({@link Happenings}), their deliveries, and the answer where there
 * was a key, are one line of the {@link Journal} before the caller hears of it. {@link Courier}
 * then takes the events to the seller: what is not answered with 2xx within 10 seconds is sent
 * again, after pauses that grow to 8 hours, for 15 hours. What the clock alone brings about stands
 * in the {@link Agenda} and is done before the next request, or within about a second. {@link
 * Workbench} answers what is not Stripe's. What is the same for all intents, charges or payment
 * methods stands in the JSON templates beside the classes, the documented test cards in {@code
 * test-cards.csv}.
 *
 * <p>{@link Faults} are for requests of one kind ({@code path}: method, create, update, confirm,
 * capture, cancel, refund, read), of one intent, or of intents with such metadata ({@code order} is
 * short for {@code metadata[order]}), so that tests that run side by side do not disturb each
 * other. {@link Fault.Kind} tells what each does; for webhooks {@code path} means nothing. They are
 * forgotten with the process.
 *
 * <p>Where it differs from Stripe: no customers and no other payment method than cards; a parameter
 * that it does not know is refused with {@code parameter_unknown}; requests on one intent wait for
 * each other, so there is no {@code lock_timeout}; there are no balance transactions. Search finds
 * at once what Stripe finds within a minute, and knows no {@code ~} and no {@code total_count}. The
 * bank of a card of the 3-D Secure tests asks every time, the others never: nothing is asked for by
 * {@code request_three_d_secure} or by rules. Where there is no {@code return_url}, {@code
 * use_stripe_sdk} holds the bank's address instead of what Stripe.js needs. The test cards for
 * asynchronous refunds take their second step after 10 seconds. What is let go of by a cancel or a
 * partial capture is no refund of its own. Events are those of intents, charges and refunds,
 * without {@code charge.updated} and {@code charge.refund.updated}; that a cancel of a hold is also
 * told by {@code charge.refunded} was not seen at Stripe.
 *
 * <p>Run as a process, it reads {@code STRIPE_PORT} (8190), {@code STRIPE_LEDGER} (a folder),
 * {@code STRIPE_SECRET_KEY} (sk_test_standin), and, for webhooks, {@code STRIPE_WEBHOOK_URL} and
 * {@code STRIPE_WEBHOOK_SECRET}.
 */
@NullMarked
package ticketing.dev.stripe;

import org.jspecify.annotations.NullMarked;
