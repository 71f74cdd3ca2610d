/** Tests of orders-svc: its rules alone, and the whole of it with PostgreSQL and NATS. */
@NullMarked
package ticketing.orders;

import org.jspecify.annotations.NullMarked;
