/** Tests of the Stripe stand-in, the IT ones with stripe-java itself. */
@NullMarked
package ticketing.dev.stripe;

import org.jspecify.annotations.NullMarked;
