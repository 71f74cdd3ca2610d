/** REST requests and representations of orders-svc. */
@NullMarked
package ticketing.contracts.orders;

import org.jspecify.annotations.NullMarked;
