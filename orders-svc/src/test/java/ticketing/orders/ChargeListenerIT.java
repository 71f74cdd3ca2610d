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
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;

/** A charge that is authorized and captured: its order is fenced, and completed. */
class ChargeListenerIT extends ListenerContractIT {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Money PRICE = new Money(1500, "usd");
  private static final UUID BUYER = new UUID(0, 2);

  @Override
  protected List<EventType<?>> types() {
    return Events.from(Source.PAYMENTS);
  }

  @Override
  protected Listener listener(Database database) {
    return new ChargeListener(new EventLog(() -> {}));
  }

  @Override
  protected List<Event<?>> history(Handle handle) {
    UUID orderId = Ids.next();
    var orders = handle.attach(OrderDao.class);
    var copy =
        new TicketCopy(Ids.next(), new UUID(0, 1), 1500, "usd", TicketStatus.LOCKED, orderId, 2);
    var unused =
        orders.insert(
            Order.create(orderId, BUYER, copy, 1, null, Duration.ofDays(1), orders.now()).row());
    handle.attach(CopyDao.class).put(copy);
    UUID id = Ids.next();
    return List.of(
        event(Events.CHARGE_CREATED, charge(id, orderId, ChargeStep.CREATED, 1)),
        event(Events.CHARGE_AUTHORIZED, charge(id, orderId, ChargeStep.AUTHORIZED, 2)),
        event(Events.CHARGE_COMPLETED, charge(id, orderId, ChargeStep.COMPLETED, 3)));
  }

  private static ChargeState charge(UUID id, UUID orderId, ChargeStep step, int version) {
    return new ChargeState(
        id,
        orderId,
        BUYER,
        PRICE,
        step,
        null,
        "pi_1",
        null,
        version,
        NOON,
        NOON.plusSeconds(version));
  }

  private static Event<ChargeState> event(EventType<ChargeState> type, ChargeState charge) {
    return new Event<>(type, charge.id(), charge.version(), charge.updatedAt(), charge);
  }

  @Override
  protected Object state(Handle handle, UUID chargeId) {
    return handle
        .createQuery(
            """
            select c.step, c.version, o.status, o.version as order_version,
              array(select type from event_log where aggregate_id = o.id order by version)::text
                as told
            from charge_copies c join orders o on o.id = c.order_id
            where c.id = :id
            """)
        .bind("id", chargeId)
        .mapToMap()
        .list();
  }
}
