/** What each service may reach: its own database, and streams. */
@NullMarked
package ticketing.contracts.access;

import org.jspecify.annotations.NullMarked;
