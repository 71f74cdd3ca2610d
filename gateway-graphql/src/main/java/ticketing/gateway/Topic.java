package ticketing.gateway;

import java.util.Optional;
import ticketing.chassis.events.Event;
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.events.TicketState;

/**
 * What a subscription watches.
 *
 * @param service whose row it is
 * @param id as the service writes it
 */
record Topic(Service service, String id) {

  /** What an event tells of; an order's charge is the order's. */
  static Optional<Topic> of(Event<?> event) {
    return switch (event.state()) {
      case TicketState ticket -> Optional.of(new Topic(Service.TICKETS, ticket.id().toString()));
      case OrderState order -> Optional.of(new Topic(Service.ORDERS, order.id().toString()));
      case ChargeState charge ->
          Optional.of(new Topic(Service.ORDERS, charge.orderId().toString()));
      default -> Optional.empty();
    };
  }

  /** The version that what is watched has at least; {@link News#UNKNOWN} if that is not told. */
  static int version(Event<?> event) {
    return event.state() instanceof ChargeState ? News.UNKNOWN : event.version();
  }
}
