package ticketing.model;

import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.HeardRow;
import ticketing.orders.ChargeCopy;
import ticketing.orders.Order;
import ticketing.orders.TicketCopy;
import ticketing.payments.Charge;
import ticketing.payments.OrderCopy;
import ticketing.tickets.Ticket;

/** The version of whatever has one. */
final class Versions {

  private Versions() {}

  static int of(@Nullable Object value) {
    return switch (value) {
      case Order order -> order.version();
      case Ticket ticket -> ticket.version();
      case Charge charge -> charge.version();
      case TicketCopy copy -> copy.version();
      case ChargeCopy copy -> copy.version();
      case OrderCopy copy -> copy.version();
      case HeardRow heard -> heard.version();
      case null, default -> 0;
    };
  }
}
