/** REST requests and representations of tickets-svc. */
@NullMarked
package ticketing.contracts.tickets;

import org.jspecify.annotations.NullMarked;
