package ticketing.contracts.orders;

import java.util.List;
import ticketing.contracts.admin.LoggedEventRepresentation;

/**
 * All that services told of an order, its ticket and its charge.
 *
 * @param order as it stands
 * @param events by time, then by version; at most {@link #MOST} of each service, the first ones
 * @param missing the services whose events are not all there
 */
public record OrderStoryRepresentation(
    AdminOrderRepresentation order,
    List<LoggedEventRepresentation> events,
    List<MissingPartRepresentation> missing) {

  /** The most events of a service that a story has. */
  public static final int MOST = 1_000;
}
