package ticketing.orders;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
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
  public void hear(Handle handle, Event<?> event) {
    if (event.state() instanceof TicketState ticket) {
      hear(handle, ticket);
    }
  }

  private void hear(Handle handle, TicketState ticket) {
    UUID holder = ticket.orderId();
    Refusal refusal = ticket.refusal();
    var orders = handle.attach(OrderDao.class);
    var copies = handle.attach(CopyDao.class);
    // The order's row before any copy: the listener of charges does the same, so whichever of the
    // two comes second sees what the first one wrote.
    var held = holder == null ? null : orders.lock(holder).orElse(null);
    var refused = refusal == null ? null : orders.lock(refusal.orderId()).orElse(null);
    TicketCopy copy = TicketCopy.of(ticket);
    copies.put(copy);
    if (held != null) {
      var charge = copies.charge(held.id()).orElse(null);
      changes.apply(handle, held.awaitPayment(copy, charge, orders.now()));
    }
    if (refused != null && refusal != null) {
      changes.apply(handle, refused.cancel(refusal.reason(), orders.now()));
    }
  }
}
