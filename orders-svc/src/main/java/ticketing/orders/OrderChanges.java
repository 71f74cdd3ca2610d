package ticketing.orders;

import org.jdbi.v3.core.Handle;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventLog;

/** Writes what listeners and the sweep decided of an order, and tells of it. */
final class OrderChanges {

  private final EventLog log;

  OrderChanges(EventLog log) {
    this.log = log;
  }

  void apply(Handle handle, Decision<Order> decision) {
    switch (decision) {
      case Change<Order>(Order next, Event<?> told) -> {
        handle.attach(OrderDao.class).store(next);
        log.append(handle, told);
      }
      case Refusal<Order> nothing -> {}
    }
  }
}
