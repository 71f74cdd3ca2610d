/**
 * Tells orders-svc when an order's time is over. No database: for each order.created it leaves one
 * scheduled message with NATS, which publishes it as expiration.due when the time comes.
 *
 * <p>It cancels nothing. A due that is stale, early or twice does no harm, as orders-svc decides by
 * its own row; one that is lost is made good by orders-svc's sweep.
 */
@NullMarked
package ticketing.expiration;

import org.jspecify.annotations.NullMarked;
