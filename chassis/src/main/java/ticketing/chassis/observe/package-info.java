/**
 * What an operator sees: metrics, log lines for people or as JSON, and which failures pass by
 * themselves.
 */
@NullMarked
package ticketing.chassis.observe;

import org.jspecify.annotations.NullMarked;
