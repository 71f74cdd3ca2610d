@NullMarked
package ticketing.tickets;

import org.jspecify.annotations.NullMarked;
