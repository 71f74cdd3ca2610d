/**
 * Takes the money of an order, exactly once: asks the order first, captures last. Tables: {@code
 * charges} (one an order), {@code charge_work} (what the worker has to look at, and when), {@code
 * intent_news} (whether webhooks tell), {@code reconciliation} (whose turn it is), {@code
 * differences} (what the reconciler found), {@code pay_keys} (what idempotency keys were first used
 * for, for a day) and {@code order_copies}, kept by listening.
 *
 * <pre>
 *   payOrder
 *      │
 *      ▼     intent      another or       card        fence           captured
 *   CREATED ────────▶ OPEN ──▶ CONFIRMING ──▶ AUTHORIZED ──▶ CAPTURING ──▶ COMPLETED ──▶ REFUNDING
 *                      ▲         │   │  ▲          │            │             ▲               │
 *                      └─mistyped┘   ▼  │          │            │             │ Stripe says   ▼
 *                            ACTION_REQUIRED       │            │             │ it was taken REFUNDED
 *                                 │                │            │             │
 *      declined, order over, too late: any of them ▼            ▼             │
 *                                               VOIDING ──────────────────────┤
 *                                                  │  let go at Stripe        ▼
 *                                                  └──────────────────────▶ FAILED
 * </pre>
 *
 * <p>{@code ChargeSteps} decides what to do next and calls nobody; every call to Stripe is the
 * worker's, first or repeated, outside any transaction: so a crash is healed by what happens
 * anyway. {@code charge.failed} is told only when the intent is canceled at Stripe, or none was
 * ever recorded; Stripe's terminal state is the one arbiter of money. The whole protocol is told in
 * {@code docs/payments.md}.
 */
@NullMarked
package ticketing.payments;

import org.jspecify.annotations.NullMarked;
