package ticketing.orders;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.events.Listener;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.ChargeState;

/** Keeps copies of charges; what becomes of a charge decides what becomes of its order. */
final class ChargeListener implements Listener {

  private static final Logger LOG = LoggerFactory.getLogger(ChargeListener.class);

  private final OrderChanges changes;

  ChargeListener(EventLog log) {
    this.changes = new OrderChanges(log);
  }

  @Override
  public void lock(Handle handle, List<Event<?>> events) {
    var unused =
        handle
            .attach(OrderDao.class)
            .lockAll(
                events.stream()
                    .map(Event::state)
                    .filter(ChargeState.class::isInstance)
                    .map(ChargeState.class::cast)
                    .map(ChargeState::orderId)
                    .toList());
  }

  @Override
  public void hear(Handle handle, Event<?> event) {
    if (event.state() instanceof ChargeState charge) {
      hear(handle, charge);
    }
  }

  private void hear(Handle handle, ChargeState charge) {
    var orders = handle.attach(OrderDao.class);
    Order order =
        orders
            .lock(charge.orderId())
            .orElseThrow(() -> new IllegalStateException("there is no order " + charge.orderId()));
    var copies = handle.attach(CopyDao.class);
    copies.put(ChargeCopy.of(charge));
    changes.apply(handle, decide(order, charge, copies, orders.now()));
  }

  static Decision<Order> decide(Order order, ChargeState charge, CopyDao copies, Instant now) {
    return switch (charge.step()) {
      case AUTHORIZED -> {
        var ticket = copies.ticket(order.ticketId()).orElse(null);
        yield order.awaitPayment(ticket, ChargeCopy.of(charge), now);
      }
      case COMPLETED, REFUNDING, REFUNDED -> {
        if (order.status() == OrderStatus.CREATED || order.status() == OrderStatus.CANCELLED) {
          LOG.error(
              "Charge {} took money for order {}, which is {}",
              charge.id(),
              order.id(),
              order.status());
        }
        yield order.complete(now);
      }
      case FAILED -> order.paymentFailed(now);
      case CREATED, OPEN, CONFIRMING, ACTION_REQUIRED, CAPTURING, VOIDING ->
          new Refusal<>(ErrorCode.ORDER_NOT_PAYABLE, "its charge is under way");
    };
  }
}
