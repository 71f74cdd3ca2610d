/** What each service may reach: its own database, and its own subjects of NATS. */
@NullMarked
package ticketing.contracts.access;

import org.jspecify.annotations.NullMarked;
