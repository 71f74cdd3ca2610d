@NullMarked
package ticketing.chassis.database;

import org.jspecify.annotations.NullMarked;
