package ticketing.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.events.TicketState;
import ticketing.orders.Order;
import ticketing.orders.OrdersDoors;
import ticketing.payments.PaymentsDoors;
import ticketing.tickets.TicketsDoors;

/** What holds when everything was delivered, faults have stopped and time has passed. */
final class AtRest {

  private AtRest() {}

  static @Nullable Failure broken(World world) {
    UUID soldTo = null;
    for (Order order : Always.orders(world)) {
      if (!OrdersDoors.isOver(order)) {
        return new Failure(
            "no order stays live", Names.order(Cells.number(order.id())) + ": " + order.status());
      }
      if (order.status() == OrderStatus.COMPLETED) {
        soldTo = order.id();
        if (order.amount() != world.row(Cells.TICKET).amount()) {
          return new Failure("a ticket is sold at its price", order.amount() + " was paid for it");
        }
      }
    }
    if (!TicketsDoors.isAsSaid(world.row(Cells.TICKET), soldTo)) {
      return new Failure(
          "the ticket is what its orders say", world.row(Cells.TICKET).status().toString());
    }
    Failure failure = Money.brokenAtRest(world);
    return failure != null ? failure : copies(world);
  }

  private static @Nullable Failure copies(World world) {
    for (Hearing hearing : Hearing.ALL) {
      Told told = world.told(hearing.told());
      if (hearing.heard(world).version() != told.last() || !isCopied(world, told)) {
        return new Failure("every copy equals its owner", hearing.toString());
      }
    }
    return null;
  }

  private static boolean isCopied(World world, Told told) {
    if (told.last() == 0) {
      return true;
    }
    return switch (told.event(told.last()).state()) {
      case TicketState ticket -> OrdersDoors.isCopy(world.get(Cells.TICKET_COPY), ticket);
      case ChargeState charge ->
          OrdersDoors.isCopy(
              world.get(Cells.CHARGE_COPY.get(Cells.number(charge.orderId()))), charge);
      case OrderState order ->
          PaymentsDoors.isCopy(world.get(Cells.ORDER_COPY.get(Cells.number(order.id()))), order);
      default -> throw new IllegalStateException("no copy of " + told);
    };
  }
}
