package ticketing.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.events.Listener;
import ticketing.contracts.events.TicketState;
import ticketing.contracts.events.TicketState.Refusal;

/** Keeps copies of tickets; a confirmed lock may let an order pass the fence, a refusal ends it. */
final class TicketListener implements Listener {

  private final OrderChanges changes;

  TicketListener(EventLog log) {
    this.changes = new OrderChanges(log);
  }

  @Override
  public void lock(Handle handle, List<Event<?>> events) {
    var unused =
        handle
            .attach(OrderDao.class)
            .lockAll(events.stream().flatMap(TicketListener::orders).toList());
  }

  private static Stream<UUID> orders(Event<?> event) {
    if (event.state() instanceof TicketState ticket) {
      Refusal refusal = ticket.refusal();
      return Stream.concat(
          Stream.ofNullable(ticket.orderId()),
          refusal == null ? Stream.empty() : Stream.of(refusal.orderId()));
    }
    return Stream.empty();
  }

  @Override
  public void hear(Handle handle, Event<?> event) {
    if (event.state() instanceof TicketState ticket) {
      decide(ticket, handle.attach(OrderDao.class), handle.attach(CopyDao.class))
          .forEach(decision -> changes.apply(handle, decision));
    }
  }

  /** What becomes of the order that holds the ticket, and of the one that was refused. */
  static List<Decision<Order>> decide(TicketState ticket, OrderDao orders, CopyDao copies) {
    UUID holder = ticket.orderId();
    Refusal refusal = ticket.refusal();
    // The order's row before any copy: the listener of charges does the same, so whichever of the
    // two comes second sees what the first one wrote.
    var held = holder == null ? null : orders.lock(holder).orElse(null);
    var refused = refusal == null ? null : orders.lock(refusal.orderId()).orElse(null);
    TicketCopy copy = TicketCopy.of(ticket);
    copies.put(copy);
    List<Decision<Order>> decisions = new ArrayList<>();
    if (held != null) {
      var charge = copies.charge(held.id()).orElse(null);
      decisions.add(held.awaitPayment(copy, charge, orders.now()));
    }
    if (refused != null && refusal != null) {
      decisions.add(refused.cancel(refusal.reason(), orders.now()));
    }
    return decisions;
  }
}
