/** What admins are answered, and what they say, at any service. */
@NullMarked
package ticketing.contracts.admin;

import org.jspecify.annotations.NullMarked;
