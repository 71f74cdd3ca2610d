/**
 * Orders: who holds a ticket, for how long, and what became of it. Tables: {@code orders}, and the
 * copies {@code ticket_copies} and {@code charge_copies}, kept by listening.
 *
 * <pre>
 *   createOrder
 *       │
 *       ▼      charge AUTHORIZED and ticket LOCKED by it, in time            charge COMPLETED
 *    CREATED ──────────────────────────────────────────▶ AWAITING_PAYMENT ──────────────────▶ COMPLETED
 *       │                                                (the fence)   │
 *       │ buyer, time over, charge FAILED,                             │ charge FAILED
 *       │ ticket refused the order                                     │
 *       └──────────────────────────▶ CANCELLED ◀───────────────────────┘
 * </pre>
 *
 * <p>The index {@code one_order_a_ticket} alone decides who gets a ticket: one order of those that
 * are CREATED, AWAITING_PAYMENT or COMPLETED. An order keeps its idempotency key for a day. Time is
 * the database's, so that instances agree.
 */
@NullMarked
package ticketing.orders;

import org.jspecify.annotations.NullMarked;
