package ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.TransactionalHearing;
import ticketing.chassis.testing.Logged;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.orders.OrderRepresentation;

/** Hearings that change the same orders at the same time. */
@ExtendWith(OrdersServer.Shared.class)
class HearingsIT {

  private static final int ORDERS = 9;

  private final OrdersServer orders;

  HearingsIT(OrdersServer orders) {
    this.orders = orders;
  }

  @Test
  void ticketsAndChargesOfTheSameOrdersInOppositeOrderDoNotWaitForEachOtherInACircle() {
    List<OrderRepresentation> made = new ArrayList<>();
    List<Event<?>> tickets = new ArrayList<>();
    List<Event<?>> charges = new ArrayList<>();
    for (var ticket : orders.ticketsForSale(ORDERS)) {
      var order = orders.order(Ids.next(), ticket);
      made.add(order);
      tickets.add(ticket.lockedBy(order.id()));
      charges.add(new TestCharge(order.id()).at(ChargeStep.AUTHORIZED));
    }
    var first = made.getFirst();
    var middle = made.get(ORDERS / 2);
    try (var logged = Logged.by(TransactionalHearing.class.getName(), Level.INFO);
        var firstLock = orders.lock(first);
        var middleLock = orders.lock(middle)) {
      orders.tell(tickets.getFirst(), charges.getFirst());
      // Both hearings wait, so that each gets what follows as one batch.
      orders.awaitLockWaits(2);
      orders.tell(tickets.subList(1, ORDERS).toArray(Event<?>[]::new));
      orders.tell(charges.subList(1, ORDERS).reversed().toArray(Event<?>[]::new));
      firstLock.rollback();
      orders.awaitShown(first, OrderStatus.AWAITING_PAYMENT);
      // Each came as far as the one in the middle, from its end.
      orders.awaitLockWaits(2);
      middleLock.rollback();
      assertThat(made).allSatisfy(order -> orders.awaitShown(order, OrderStatus.AWAITING_PAYMENT));
      assertThat(logged.lines()).isEmpty();
    }
  }
}
