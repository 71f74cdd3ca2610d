@NullMarked
package ticketing.chassis.admin;

import org.jspecify.annotations.NullMarked;
