/**
 * What services say to each other and to their callers: requests and representations with their
 * limits, error codes, and (in {@code events}) the events. Two services know each other by this
 * module alone.
 */
@NullMarked
package ticketing.contracts;

import org.jspecify.annotations.NullMarked;
