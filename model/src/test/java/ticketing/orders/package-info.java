@NullMarked
package ticketing.orders;

import org.jspecify.annotations.NullMarked;
