/** Stripe, as far as a charge needs it: the only place that knows stripe-java. */
@NullMarked
package ticketing.payments.stripe;

import org.jspecify.annotations.NullMarked;
