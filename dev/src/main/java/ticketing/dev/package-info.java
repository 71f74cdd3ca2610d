/**
 * The machine at hand: PostgreSQL, NATS, the Stripe stand-in, and the main that starts everything.
 */
@NullMarked
package ticketing.dev;

import org.jspecify.annotations.NullMarked;
