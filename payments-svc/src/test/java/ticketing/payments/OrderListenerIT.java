package ticketing.payments;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.database.Database;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.events.Listener;
import ticketing.chassis.events.ListenerContractIT;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.events.Source;

/** An order whose charge is authorized is fenced, and then ends: each moves the charge. */
class OrderListenerIT extends ListenerContractIT {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant EXPIRES = NOON.plus(Duration.ofMinutes(15));
  private static final Instant CAPTURE_BY = NOON.plus(Duration.ofMinutes(20));

  @Override
  protected List<EventType<?>> types() {
    return Events.from(Source.ORDERS);
  }

  @Override
  protected Listener listener(Database database) {
    return new OrderListener(
        new ChargeChanges(new EventLog(() -> {}), () -> {}), InstantSource.system());
  }

  @Override
  protected List<Event<?>> history(Handle handle) {
    UUID id = Ids.next();
    UUID buyer = Ids.next();
    handle
        .attach(ChargeDao.class)
        .insert(
            new Charge(
                Ids.next(),
                id,
                buyer,
                1500,
                "usd",
                ChargeStep.AUTHORIZED,
                "pm_card_visa",
                null,
                null,
                "pi_" + id,
                "secret",
                null,
                null,
                null,
                EXPIRES,
                null,
                4,
                NOON,
                NOON));
    return List.of(
        event(order(id, buyer, OrderStatus.CREATED, 1), Events.ORDER_CREATED),
        event(order(id, buyer, OrderStatus.AWAITING_PAYMENT, 2), Events.ORDER_AWAITING_PAYMENT),
        event(order(id, buyer, OrderStatus.CANCELLED, 3), Events.ORDER_CANCELLED));
  }

  private static OrderState order(UUID id, UUID buyer, OrderStatus status, int version) {
    return new OrderState(
        id,
        new UUID(0, 1),
        buyer,
        new Money(1500, "usd"),
        status,
        status == OrderStatus.CANCELLED ? CancelReason.PAYMENT_FAILED : null,
        1,
        EXPIRES,
        status == OrderStatus.AWAITING_PAYMENT ? CAPTURE_BY : null,
        version,
        NOON,
        NOON.plusSeconds(version));
  }

  private static Event<OrderState> event(OrderState order, EventType<OrderState> type) {
    return new Event<>(type, order.id(), order.version(), order.updatedAt(), order);
  }

  @Override
  protected Object state(Handle handle, UUID orderId) {
    return handle
        .createQuery(
            """
            select o.status, o.cancel_reason, o.amount, o.expires_at, o.version,
              o.capture_by as order_capture_by,
              c.step, c.capture_by, c.version as charge_version,
              w.look_at is not null as woken,
              array(select type from event_log where aggregate_id = c.id order by version)::text
                as told
            from order_copies o
            join charges c on c.order_id = o.id
            left join charge_work w on w.charge_id = c.id
            where o.id = :id
            """)
        .bind("id", orderId)
        .mapToMap()
        .list();
  }
}
