/**
 * What every service's REST interface has in common: errors as RFC 9457 problems with a code from
 * contracts, and JSON that is read strictly. (Events are read leniently: see {@code events}.)
 */
@NullMarked
package ticketing.chassis.http;

import org.jspecify.annotations.NullMarked;
