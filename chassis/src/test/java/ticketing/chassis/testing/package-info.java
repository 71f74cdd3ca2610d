/** What services are tested with: a running application, and a client that calls it. */
@NullMarked
package ticketing.chassis.testing;

import org.jspecify.annotations.NullMarked;
