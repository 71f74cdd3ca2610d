@NullMarked
package ticketing.chassis.events;

import org.jspecify.annotations.NullMarked;
