/**
 * Journeys through the public interfaces of the whole product, as processes of their own; and the
 * house rules, for all modules at once.
 */
@NullMarked
package ticketing.e2e;

import org.jspecify.annotations.NullMarked;
