package ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.chassis.testing.Logged;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.orders.OrderRepresentation;

/** The fence, and what becomes of an order by its charge and its ticket. */
@ExtendWith(OrdersServer.Shared.class)
class OrderPaymentIT {

  private final OrdersServer orders;
  private final TestTicket ticket;
  private final OrderRepresentation order;
  private final TestCharge charge;

  OrderPaymentIT(OrdersServer orders) {
    this.orders = orders;
    this.ticket = orders.ticketForSale();
    this.order = orders.order(Ids.next(), ticket);
    this.charge = new TestCharge(order.id());
  }

  @Test
  void comesUnderTheFenceWhenTheLockIsConfirmedAndThenTheChargeIsAuthorized() {
    orders.tellAndAwait(ticket.lockedBy(order.id()));
    orders.tell(charge.at(ChargeStep.CREATED), charge.at(ChargeStep.OPEN));
    awaitHeardOfCharges();
    assertThat(orders.shown(order).status()).isEqualTo(OrderStatus.CREATED);
    orders.tell(charge.at(ChargeStep.CONFIRMING), charge.at(ChargeStep.AUTHORIZED));
    assertFenced();
  }

  @Test
  void comesUnderTheFenceWhenTheChargeIsAuthorizedAndThenTheLockIsConfirmed() {
    orders.tell(charge.at(ChargeStep.AUTHORIZED));
    awaitHeardOfCharges();
    assertThat(orders.shown(order).status()).isEqualTo(OrderStatus.CREATED);
    orders.tell(ticket.lockedBy(order.id()));
    assertFenced();
  }

  @Test
  void comesUnderTheFenceWhicheverOfTheTwoComesFirstByAHair() {
    List<TestTicket> tickets =
        IntStream.range(0, 50).mapToObj(i -> orders.ticketForSale()).toList();
    List<OrderRepresentation> all =
        tickets.stream().map(one -> orders.order(Ids.next(), one)).toList();
    for (int i = 0; i < all.size(); i++) {
      var lock = tickets.get(i).lockedBy(all.get(i).id());
      var authorized = new TestCharge(all.get(i).id()).at(ChargeStep.AUTHORIZED);
      orders.tell(i % 2 == 0 ? lock : authorized, i % 2 == 0 ? authorized : lock);
    }
    all.forEach(one -> orders.awaitShown(one, OrderStatus.AWAITING_PAYMENT));
  }

  @Test
  void isNotFencedByAnotherOrdersLock() {
    orders.cancel(order);
    var next = orders.order(Ids.next(), ticket);
    var nextCharge = new TestCharge(next.id());
    orders.tellAndAwait(ticket.lockedBy(order.id()));
    orders.tell(nextCharge.at(ChargeStep.AUTHORIZED));
    awaitHeardOfCharges();
    assertThat(orders.shown(next).status()).isEqualTo(OrderStatus.CREATED);
    orders.tell(ticket.lockedBy(next.id()));
    orders.awaitShown(next, OrderStatus.AWAITING_PAYMENT);
    assertThat(orders.shown(order).status()).isEqualTo(OrderStatus.CANCELLED);
  }

  @Test
  void isCompletedWhenItsChargeIs() {
    var underFence = orders.fence(ticket, order);
    orders.tell(underFence.at(ChargeStep.CAPTURING), underFence.at(ChargeStep.COMPLETED));
    orders.awaitShown(order, OrderStatus.COMPLETED);
    orders.tell(underFence.at(ChargeStep.REFUNDING), underFence.at(ChargeStep.REFUNDED));
    List<OrderState> told = orders.awaitTold(order.id(), last -> last.version() == 3);
    assertThat(told)
        .extracting(OrderState::status)
        .containsExactly(OrderStatus.CREATED, OrderStatus.AWAITING_PAYMENT, OrderStatus.COMPLETED);
    assertThat(orders.events(order.id()))
        .extracting(event -> event.type().name())
        .containsExactly("order.created", "order.awaiting-payment", "order.completed");
    assertThat(orders.events(order.id())).extracting(Event::version).containsExactly(1, 2, 3);
  }

  @Test
  void isCancelledUnderTheFenceWhenItsChargeFails() {
    var underFence = orders.fence(ticket, order);
    orders.tell(underFence.at(ChargeStep.VOIDING), underFence.at(ChargeStep.FAILED));
    var cancelled = orders.awaitShown(order, OrderStatus.CANCELLED);
    assertThat(cancelled.cancelReason()).isEqualTo(CancelReason.PAYMENT_FAILED);
    assertThat(cancelled.version()).isEqualTo(3);
    assertThat(orders.order(Ids.next(), ticket).status()).isEqualTo(OrderStatus.CREATED);
  }

  @Test
  void isCancelledBeforeTheFenceWhenItsChargeFails() {
    orders.tell(charge.at(ChargeStep.CREATED), charge.at(ChargeStep.FAILED));
    var cancelled = orders.awaitShown(order, OrderStatus.CANCELLED);
    assertThat(cancelled.cancelReason()).isEqualTo(CancelReason.PAYMENT_FAILED);
  }

  @Test
  void isCompletedWhenVoidingCameTooLate() {
    var underFence = orders.fence(ticket, order);
    orders.tell(underFence.at(ChargeStep.VOIDING), underFence.at(ChargeStep.COMPLETED));
    orders.awaitShown(order, OrderStatus.COMPLETED);
  }

  @Test
  void staysCancelledWhateverItsChargeDoes() {
    orders.cancel(order);
    orders.tellAndAwait(ticket.lockedBy(order.id()));
    try (var logged = Logged.by(ChargeListener.class.getName())) {
      orders.tell(charge.at(ChargeStep.AUTHORIZED), charge.at(ChargeStep.COMPLETED));
      awaitHeardOfCharges();
      // Money that should not have been taken: somebody has to know.
      assertThat(logged.at(Level.ERROR)).anyMatch(line -> line.contains(order.id().toString()));
    }
    assertThat(orders.shown(order).status()).isEqualTo(OrderStatus.CANCELLED);
    orders.awaitTold(order.id(), last -> last.version() == 2);
    assertThat(orders.events(order.id())).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = CancelReason.class,
      names = {"PRICE_CHANGED", "TICKET_WITHDRAWN"})
  void isCancelledWhenTheTicketRefusesIt(CancelReason reason) {
    orders.tell(ticket.refuses(order.id(), reason));
    var cancelled = orders.awaitShown(order, OrderStatus.CANCELLED);
    assertThat(cancelled.cancelReason()).isEqualTo(reason);
  }

  @Test
  void isCancelledByARefusalThatIsToldWithALaterVersionOnly() {
    var unheard = ticket.refuses(order.id(), CancelReason.PRICE_CHANGED);
    var jump = ticket.refuses(order.id(), CancelReason.PRICE_CHANGED);
    assertThat(jump.version()).isEqualTo(unheard.version() + 1);
    orders.tell(jump);
    orders.awaitShown(order, OrderStatus.CANCELLED);
  }

  private void assertFenced() {
    var fenced = orders.awaitShown(order, OrderStatus.AWAITING_PAYMENT);
    assertThat(fenced.version()).isEqualTo(2);
    OrderState told = orders.awaitTold(order.id(), last -> last.version() == 2).getLast();
    assertThat(told.status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    assertThat(told.captureBy()).isEqualTo(told.updatedAt().plus(Duration.ofMinutes(10)));
  }

  /** Until what was told of charges was heard: a source's events come in order. */
  private void awaitHeardOfCharges() {
    var marker = orders.order(Ids.next(), orders.ticketForSale());
    orders.tell(new TestCharge(marker.id()).at(ChargeStep.FAILED));
    orders.awaitShown(marker, OrderStatus.CANCELLED);
  }
}
