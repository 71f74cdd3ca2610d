@NullMarked
package ticketing.auth;

import org.jspecify.annotations.NullMarked;
