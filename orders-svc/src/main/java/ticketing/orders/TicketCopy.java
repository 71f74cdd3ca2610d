package ticketing.orders;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.events.TicketState;

/** A row of {@code ticket_copies}: what an order needs to know of tickets-svc's row. */
public record TicketCopy(
    UUID id,
    UUID sellerId,
    int amount,
    String currency,
    TicketStatus status,
    @Nullable UUID orderId,
    int version) {

  static TicketCopy of(TicketState ticket) {
    return new TicketCopy(
        ticket.id(),
        ticket.sellerId(),
        ticket.price().amount(),
        ticket.price().currency(),
        ticket.status(),
        ticket.orderId(),
        ticket.version());
  }

  Money price() {
    return new Money(amount, currency);
  }

  /** Whether tickets-svc confirmed that this order holds the ticket. */
  boolean isLockedBy(UUID order) {
    return status == TicketStatus.LOCKED && order.equals(orderId);
  }
}
