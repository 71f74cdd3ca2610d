/** Tests of payments-svc. */
@NullMarked
package ticketing.payments;

import org.jspecify.annotations.NullMarked;
