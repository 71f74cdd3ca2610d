/** Tests of tickets-svc: its rules alone, and the whole of it with PostgreSQL and NATS. */
@NullMarked
package ticketing.tickets;

import org.jspecify.annotations.NullMarked;
