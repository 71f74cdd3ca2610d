package ticketing.payments;

import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.events.Listener;
import ticketing.contracts.events.OrderState;

/** Keeps copies of orders: the fence lets a charge be captured, an order's end lets it go. */
final class OrderListener implements Listener {

  private final EventLog log;
  private final InstantSource clock;
  private final Runnable wakeWorker;

  OrderListener(EventLog log, InstantSource clock, Runnable wakeWorker) {
    this.log = log;
    this.clock = clock;
    this.wakeWorker = wakeWorker;
  }

  @Override
  public void hear(Handle handle, Event<?> event) {
    if (event.state() instanceof OrderState order) {
      hear(handle, OrderCopy.of(order));
    }
  }

  private void hear(Handle handle, OrderCopy order) {
    var dao = handle.attach(ChargeDao.class);
    // Written, and so locked, before the charge is read: a charge that is made now waits for it.
    dao.put(order);
    dao.lockOfOrder(order.id()).ifPresent(charge -> follow(handle, charge, order));
  }

  private void follow(Handle handle, Charge charge, OrderCopy order) {
    switch (charge.hear(order, clock.instant())) {
      case Change<Charge>(Charge next, Event<?> told) -> {
        handle.attach(ChargeDao.class).store(next);
        log.append(handle, told);
        handle.attach(WorkDao.class).lookNow(charge.id());
        handle.afterCommit(wakeWorker);
      }
      case Refusal<Charge> nothing -> {}
    }
  }
}
