package ticketing.orders;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.database.Database;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.events.Listener;
import ticketing.chassis.events.ListenerContractIT;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;
import ticketing.contracts.events.TicketState;

/** A ticket that confirms the lock of an order whose charge is authorized: the order is fenced. */
class TicketListenerIT extends ListenerContractIT {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Money PRICE = new Money(1500, "usd");

  @Override
  protected List<EventType<?>> types() {
    return Events.from(Source.TICKETS);
  }

  @Override
  protected Listener listener(Database database) {
    return new TicketListener(new EventLog(() -> {}));
  }

  @Override
  protected List<Event<?>> history(Handle handle) {
    UUID id = Ids.next();
    var orders = handle.attach(OrderDao.class);
    var copy = new TicketCopy(id, new UUID(0, 1), 1500, "usd", TicketStatus.AVAILABLE, null, 1);
    Order order =
        Order.create(Ids.next(), new UUID(0, 2), copy, 1, null, Duration.ofDays(1), orders.now())
            .row();
    var unused = orders.insert(order);
    handle
        .attach(CopyDao.class)
        .put(new ChargeCopy(order.id(), Ids.next(), ChargeStep.AUTHORIZED, 4));
    return List.of(
        event(Events.TICKET_CREATED, ticket(id, TicketStatus.AVAILABLE, order, 1)),
        event(Events.TICKET_UPDATED, ticket(id, TicketStatus.LOCKED, order, 2)),
        event(Events.TICKET_UPDATED, ticket(id, TicketStatus.SOLD, order, 3)));
  }

  private static TicketState ticket(UUID id, TicketStatus status, Order order, int version) {
    boolean held = status != TicketStatus.AVAILABLE;
    return new TicketState(
        id,
        new UUID(0, 1),
        "Tosca",
        PRICE,
        status,
        held ? order.id() : null,
        held ? 1 : 0,
        null,
        null,
        null,
        version,
        NOON,
        NOON.plusSeconds(version));
  }

  private static Event<TicketState> event(EventType<TicketState> type, TicketState ticket) {
    return new Event<>(type, ticket.id(), ticket.version(), ticket.updatedAt(), ticket);
  }

  @Override
  protected Object state(Handle handle, UUID ticketId) {
    return handle
        .createQuery(
            """
            select t.status as ticket, t.amount, t.version, o.status, o.version as order_version,
              array(select type from event_log where aggregate_id = o.id order by version)::text
                as told
            from ticket_copies t join orders o on o.ticket_id = t.id
            where t.id = :id
            """)
        .bind("id", ticketId)
        .mapToMap()
        .list();
  }
}
