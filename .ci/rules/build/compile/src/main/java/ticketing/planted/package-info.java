@NullMarked
package ticketing.planted;

import org.jspecify.annotations.NullMarked;
