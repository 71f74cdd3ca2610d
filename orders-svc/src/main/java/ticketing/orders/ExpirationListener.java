package ticketing.orders;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.events.Listener;
import ticketing.contracts.events.ExpirationDue;

/** Looks at an order when its time should be over; the row and the database's clock decide. */
final class ExpirationListener implements Listener {

  private final OrderChanges changes;
  private final ExpiryLateness lateness;

  ExpirationListener(EventLog log, ExpiryLateness lateness) {
    this.changes = new OrderChanges(log);
    this.lateness = lateness;
  }

  @Override
  public void lock(Handle handle, List<Event<?>> events) {
    var unused =
        handle.attach(OrderDao.class).lockAll(events.stream().map(Event::aggregateId).toList());
  }

  @Override
  public void hear(Handle handle, Event<?> event) {
    if (event.state() instanceof ExpirationDue due) {
      decide(due, handle.attach(OrderDao.class))
          .ifPresent(decision -> {
            changes.apply(handle, decision);
            lateness.see(handle, decision);
          });
    }
  }

  static Optional<Decision<Order>> decide(ExpirationDue due, OrderDao orders) {
    return orders.lock(due.orderId()).map(order -> order.expire(orders.now()));
  }
}
