@NullMarked
package ticketing.payments;

import org.jspecify.annotations.NullMarked;
