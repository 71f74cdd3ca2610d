/** REST requests and representations of payments-svc. */
@NullMarked
package ticketing.contracts.payments;

import org.jspecify.annotations.NullMarked;
