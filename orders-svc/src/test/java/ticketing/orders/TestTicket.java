package ticketing.orders;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.contracts.CancelReason;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.TicketState;

/** A ticket as tickets-svc would tell of it, a version after the other. */
final class TestTicket {

  static final Money PRICE = new Money(2_000, "usd");

  static final Instant CREATED_AT = Instant.parse("2026-11-24T10:00:00Z");

  private final UUID id;
  private final UUID sellerId = Ids.next();
  private Money price = PRICE;
  private int lockNo;
  private int version;

  TestTicket() {
    this(Ids.next());
  }

  TestTicket(UUID id) {
    this.id = id;
  }

  UUID id() {
    return id;
  }

  UUID sellerId() {
    return sellerId;
  }

  /** The first version. */
  Event<TicketState> created() {
    return next(TicketStatus.AVAILABLE, null, null);
  }

  Event<TicketState> priced(Money newPrice) {
    price = newPrice;
    return next(TicketStatus.AVAILABLE, null, null);
  }

  Event<TicketState> withdrawn() {
    return next(TicketStatus.WITHDRAWN, null, null);
  }

  /** The answer to the ticket's next order. */
  Event<TicketState> lockedBy(UUID orderId) {
    lockNo++;
    return next(TicketStatus.LOCKED, orderId, null);
  }

  /** The other answer to the ticket's next order. */
  Event<TicketState> refuses(UUID orderId, CancelReason reason) {
    lockNo++;
    return next(TicketStatus.AVAILABLE, null, new TicketState.Refusal(orderId, reason));
  }

  Event<TicketState> released() {
    return next(TicketStatus.AVAILABLE, null, null);
  }

  private Event<TicketState> next(
      TicketStatus status, @Nullable UUID orderId, TicketState.@Nullable Refusal refusal) {
    version++;
    Instant now = CREATED_AT.plusSeconds(version);
    var state =
        new TicketState(
            id,
            sellerId,
            "Opera",
            price,
            status,
            orderId,
            lockNo,
            orderId == null ? null : now.plusSeconds(900),
            refusal,
            null,
            version,
            CREATED_AT,
            now);
    var type = version == 1 ? Events.TICKET_CREATED : Events.TICKET_UPDATED;
    return new Event<>(type, id, version, now, state);
  }
}
