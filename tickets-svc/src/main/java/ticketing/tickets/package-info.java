/**
 * Listings. One table, {@code tickets}; an order's events move its status, its seller and admins
 * the rest.
 *
 * <pre>
 *              order.created (its price, higher lockNo)
 *   AVAILABLE ─────────────────────────────────────────▶ LOCKED ── order.completed ──▶ SOLD
 *    │     ▲                                               │
 *    │     └────────────── order.cancelled ────────────────┘
 *    ├── withdraw ──▶ WITHDRAWN
 *    └── take down ─▶ WITHDRAWN, taken_down_at ── restore ──▶ AVAILABLE
 * </pre>
 *
 * <p>An admin takes down and restores. To its seller and to other services a ticket that was taken
 * down is WITHDRAWN: no order gets it, and its seller cannot change it.
 *
 * <p>An order that may not have the ticket (withdrawn meanwhile, or another price) is answered with
 * a refusal that names it; the status stays. Only an order with a higher {@code lockNo}, or the one
 * that holds the ticket, moves it: a late event of an earlier order changes nothing.
 */
@NullMarked
package ticketing.tickets;

import org.jspecify.annotations.NullMarked;
