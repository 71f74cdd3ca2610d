package ticketing.tickets;

import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.events.Listener;
import ticketing.contracts.events.OrderState;

/** Lets orders lock, release and take tickets. */
final class OrderListener implements Listener {

  private final EventLog log;
  private final InstantSource clock;

  OrderListener(EventLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void lock(Handle handle, List<Event<?>> events) {
    var unused =
        handle
            .attach(TicketDao.class)
            .lockAll(
                events.stream()
                    .map(Event::state)
                    .filter(OrderState.class::isInstance)
                    .map(OrderState.class::cast)
                    .map(OrderState::ticketId)
                    .toList());
  }

  @Override
  public void hear(Handle handle, Event<?> event) {
    if (event.state() instanceof OrderState order) {
      hear(handle, order);
    }
  }

  private void hear(Handle handle, OrderState order) {
    var dao = handle.attach(TicketDao.class);
    Ticket ticket =
        dao.lock(order.ticketId())
            .orElseThrow(() -> new IllegalStateException("there is no ticket " + order.ticketId()));
    switch (ticket.hear(order, clock.instant())) {
      case Change<Ticket>(Ticket next, Event<?> told) -> {
        dao.store(next);
        log.append(handle, told);
      }
      case Refusal<Ticket> nothing -> {}
    }
  }
}
