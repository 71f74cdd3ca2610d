/**
 * Listings. One table, {@code tickets}; an order's events move its status, its seller the rest.
 *
 * <pre>
 *              order.created (its price, higher lockNo)
 *   AVAILABLE ─────────────────────────────────────────▶ LOCKED ── order.completed ──▶ SOLD
 *    │     ▲                                               │
 *    │     └────────────── order.cancelled ────────────────┘
 *    └── withdraw ──▶ WITHDRAWN
 * </pre>
 *
 * <p>An order that may not have the ticket (withdrawn meanwhile, or another price) is answered with
 * a refusal that names it; the status stays. Only an order with a higher {@code lockNo}, or the one
 * that holds the ticket, moves it: a late event of an earlier order changes nothing.
 */
@NullMarked
package ticketing.tickets;

import org.jspecify.annotations.NullMarked;
