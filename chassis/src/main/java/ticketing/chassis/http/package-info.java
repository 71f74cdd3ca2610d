/** What every service answers alike: problems, JSON, draining. */
@NullMarked
package ticketing.chassis.http;

import org.jspecify.annotations.NullMarked;
