@NullMarked
package ticketing.chassis.observe;

import org.jspecify.annotations.NullMarked;
