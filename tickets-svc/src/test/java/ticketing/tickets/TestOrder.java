package ticketing.tickets;

import java.time.Instant;
import java.util.UUID;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.contracts.CancelReason;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.OrderState;

/** An order as orders-svc would tell of it, at any of its stages. */
record TestOrder(UUID id, UUID ticketId, Money price, int lockNo) {

  static final Instant CREATED_AT = Instant.parse("2026-11-24T10:00:00Z");
  static final Instant EXPIRES_AT = CREATED_AT.plusSeconds(900);

  private static final UUID BUYER = UUID.randomUUID();

  static TestOrder of(UUID ticketId, Money price, int lockNo) {
    return new TestOrder(Ids.next(), ticketId, price, lockNo);
  }

  OrderState created() {
    return at(OrderStatus.CREATED, 1);
  }

  OrderState awaitingPayment() {
    return at(OrderStatus.AWAITING_PAYMENT, 2);
  }

  OrderState completed() {
    return at(OrderStatus.COMPLETED, 3);
  }

  /** Before it was under the fence. */
  OrderState cancelled() {
    return at(OrderStatus.CANCELLED, 2);
  }

  OrderState at(OrderStatus status) {
    return switch (status) {
      case CREATED -> created();
      case AWAITING_PAYMENT -> awaitingPayment();
      case COMPLETED -> completed();
      case CANCELLED -> cancelled();
    };
  }

  private OrderState at(OrderStatus status, int version) {
    return new OrderState(
        id,
        ticketId,
        BUYER,
        price,
        status,
        status == OrderStatus.CANCELLED ? CancelReason.BY_BUYER : null,
        lockNo,
        EXPIRES_AT,
        null,
        version,
        CREATED_AT,
        CREATED_AT.plusSeconds(version));
  }

  /** The event that carries this state. */
  static Event<OrderState> event(OrderState state) {
    EventType<OrderState> type =
        switch (state.status()) {
          case CREATED -> Events.ORDER_CREATED;
          case AWAITING_PAYMENT -> Events.ORDER_AWAITING_PAYMENT;
          case COMPLETED -> Events.ORDER_COMPLETED;
          case CANCELLED -> Events.ORDER_CANCELLED;
        };
    return new Event<>(type, state.id(), state.version(), state.updatedAt(), state);
  }
}
