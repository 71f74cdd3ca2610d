package ticketing.tickets;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.database.Database;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.events.Listener;
import ticketing.chassis.events.ListenerContractIT;
import ticketing.contracts.CancelReason;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.events.Source;

/** An order that locks a ticket, is fenced, and lets it go: each moves the ticket, or leaves it. */
class OrderListenerIT extends ListenerContractIT {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Money PRICE = new Money(1500, "usd");

  /** Which ticket each order is for. */
  private final Map<UUID, UUID> tickets = new ConcurrentHashMap<>();

  @Override
  protected List<EventType<?>> types() {
    return Events.from(Source.ORDERS);
  }

  @Override
  protected Listener listener(Database database) {
    return new OrderListener(new EventLog(() -> {}), InstantSource.system());
  }

  @Override
  protected List<Event<?>> history(Handle handle) {
    UUID ticket = Ids.next();
    handle
        .attach(TicketDao.class)
        .insert(Ticket.create(ticket, Ids.next(), "Tosca", PRICE, NOON).row());
    UUID order = Ids.next();
    tickets.put(order, ticket);
    return List.of(
        event(Events.ORDER_CREATED, order, ticket, OrderStatus.CREATED, 1),
        event(Events.ORDER_AWAITING_PAYMENT, order, ticket, OrderStatus.AWAITING_PAYMENT, 2),
        event(Events.ORDER_CANCELLED, order, ticket, OrderStatus.CANCELLED, 3));
  }

  private static Event<OrderState> event(
      EventType<OrderState> type, UUID id, UUID ticket, OrderStatus status, int version) {
    @Nullable CancelReason reason =
        status == OrderStatus.CANCELLED ? CancelReason.PAYMENT_FAILED : null;
    Instant time = NOON.plusSeconds(version);
    var order =
        new OrderState(
            id,
            ticket,
            new UUID(0, 1),
            PRICE,
            status,
            reason,
            1,
            NOON.plus(Duration.ofMinutes(15)),
            null,
            version,
            NOON,
            time);
    return new Event<>(type, id, version, time, order);
  }

  @Override
  protected Object state(Handle handle, UUID orderId) {
    return handle
        .createQuery(
            """
            select status, order_id = cast(:order as uuid) as held, lock_no, locked_until, version,
              array(select type from event_log where aggregate_id = id order by version)::text
                as told
            from tickets where id = :id
            """)
        .bind("id", tickets.get(orderId))
        .bind("order", orderId)
        .mapToMap()
        .list();
  }
}
