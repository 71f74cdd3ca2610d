package ticketing.model;

import ticketing.orders.Order;
import ticketing.payments.Charge;
import ticketing.tickets.Ticket;

/** What stands in a cell, in a few words. */
final class Words {

  private Words() {}

  static String of(Object value) {
    return switch (value) {
      case Order order ->
          order.status()
              + (order.cancelReason() == null ? "" : " " + order.cancelReason())
              + " (version "
              + order.version()
              + ", lock "
              + order.lockNo()
              + ")";
      case Ticket ticket ->
          ticket.status()
              + (ticket.orderId() == null
                  ? ""
                  : " by " + Names.order(Cells.number(ticket.orderId())))
              + (ticket.refusedOrderId() == null
                  ? ""
                  : ", refused " + Names.order(Cells.number(ticket.refusedOrderId())))
              + " (version "
              + ticket.version()
              + ", lock "
              + ticket.lockNo()
              + ")";
      case Charge charge -> charge.step() + " (version " + charge.version() + ")";
      case StripeAccount account -> account.toString();
      default -> value.toString();
    };
  }
}
