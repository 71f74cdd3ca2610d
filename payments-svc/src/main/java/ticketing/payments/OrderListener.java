package ticketing.payments;

import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.Listener;
import ticketing.contracts.events.OrderState;

/** Keeps copies of orders: the fence lets a charge be captured, an order's end lets it go. */
final class OrderListener implements Listener {

  private final ChargeChanges changes;
  private final InstantSource clock;

  OrderListener(ChargeChanges changes, InstantSource clock) {
    this.changes = changes;
    this.clock = clock;
  }

  @Override
  public void hear(Handle handle, Event<?> event) {
    if (event.state() instanceof OrderState order) {
      hear(handle, OrderCopy.of(order));
    }
  }

  private void hear(Handle handle, OrderCopy order) {
    // Written, and so locked, before the charge is read: a charge that is made now waits for it.
    handle.attach(CopyDao.class).put(order);
    handle
        .attach(ChargeDao.class)
        .lockOfOrder(order.id())
        .ifPresent(charge -> changes.apply(handle, charge.hear(order, clock.instant())));
  }
}
