@NullMarked
package ticketing.dev;

import org.jspecify.annotations.NullMarked;
