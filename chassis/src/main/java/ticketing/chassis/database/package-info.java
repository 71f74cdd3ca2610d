/** A service's own PostgreSQL database: its pool with bounds on everything, and its migrations. */
@NullMarked
package ticketing.chassis.database;

import org.jspecify.annotations.NullMarked;
