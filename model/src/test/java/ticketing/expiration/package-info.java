@NullMarked
package ticketing.expiration;

import org.jspecify.annotations.NullMarked;
