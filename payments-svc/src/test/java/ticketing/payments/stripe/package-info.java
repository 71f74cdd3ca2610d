/** Tests of the calls to Stripe, and what other tests see of Stripe. */
@NullMarked
package ticketing.payments.stripe;

import org.jspecify.annotations.NullMarked;
