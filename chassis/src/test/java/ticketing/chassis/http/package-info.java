@NullMarked
package ticketing.chassis.http;

import org.jspecify.annotations.NullMarked;
