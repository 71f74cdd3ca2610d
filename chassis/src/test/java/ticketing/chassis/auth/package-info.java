@NullMarked
package ticketing.chassis.auth;

import org.jspecify.annotations.NullMarked;
