package ticketing.tickets;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.events.TicketState;

/**
 * A row of {@code tickets}.
 *
 * @param takenDownAt since when an admin has it down; null for what its seller withdrew
 */
public record Ticket(
    UUID id,
    UUID sellerId,
    String title,
    int amount,
    String currency,
    TicketStatus status,
    @Nullable UUID orderId,
    int lockNo,
    @Nullable Instant lockedUntil,
    @Nullable UUID refusedOrderId,
    @Nullable CancelReason refusedReason,
    @Nullable Instant takenDownAt,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  static Change<Ticket> create(UUID id, UUID sellerId, String title, Money price, Instant now) {
    var ticket =
        new Ticket(
            id,
            sellerId,
            title,
            price.amount(),
            price.currency(),
            TicketStatus.AVAILABLE,
            null,
            0,
            null,
            null,
            null,
            null,
            1,
            now,
            now);
    return ticket.told(Events.TICKET_CREATED);
  }

  /** What is null stays as it is. */
  Decision<Ticket> edit(
      @Nullable String newTitle,
      @Nullable Money newPrice,
      @Nullable Integer expectedVersion,
      Instant now) {
    if (expectedVersion != null && expectedVersion != version) {
      return new Refusal<>(ErrorCode.VERSION_CONFLICT, "the ticket is at version " + version);
    }
    if (status != TicketStatus.AVAILABLE) {
      return notAvailable();
    }
    Money price = newPrice == null ? price() : newPrice;
    String changedTitle = newTitle == null ? title : newTitle;
    return next(changedTitle, price, status, orderId, lockNo, lockedUntil, now);
  }

  Decision<Ticket> withdraw(Instant now) {
    if (status != TicketStatus.AVAILABLE) {
      return notAvailable();
    }
    return listed(TicketStatus.WITHDRAWN, null, now);
  }

  /** As its seller's withdrawal, but that an admin may restore it. */
  Decision<Ticket> takeDown(Instant now) {
    if (status != TicketStatus.AVAILABLE) {
      return notAvailable();
    }
    return listed(TicketStatus.WITHDRAWN, now, now);
  }

  /** Puts on sale again what an admin took down, and nothing else. */
  Decision<Ticket> restore(Instant now) {
    return takenDownAt == null
        ? new Refusal<>(ErrorCode.TICKET_WITHDRAWN, "no admin took the ticket down")
        : listed(TicketStatus.AVAILABLE, null, now);
  }

  private Change<Ticket> listed(
      TicketStatus newStatus, @Nullable Instant newTakenDownAt, Instant now) {
    return new Ticket(
            id,
            sellerId,
            title,
            amount,
            currency,
            newStatus,
            null,
            lockNo,
            null,
            refusedOrderId,
            refusedReason,
            newTakenDownAt,
            version + 1,
            createdAt,
            now)
        .told(Events.TICKET_UPDATED);
  }

  /** Answers what an order stands at. */
  Decision<Ticket> hear(OrderState order, Instant now) {
    if (status == TicketStatus.SOLD) {
      return notAvailable();
    }
    if (order.lockNo() < lockNo) {
      return new Refusal<>(ErrorCode.TICKET_LOCKED, "a later order was answered already");
    }
    boolean answered = order.lockNo() == lockNo;
    return switch (order.status()) {
      case CREATED, AWAITING_PAYMENT ->
          answered
              ? new Refusal<>(ErrorCode.TICKET_LOCKED, "answered already")
              : answer(order, now);
      case COMPLETED ->
          next(title, price(), TicketStatus.SOLD, order.id(), order.lockNo(), null, now);
      case CANCELLED -> release(order, now);
    };
  }

  private Decision<Ticket> answer(OrderState order, Instant now) {
    if (status == TicketStatus.WITHDRAWN) {
      return refuse(order, CancelReason.TICKET_WITHDRAWN, now);
    }
    if (!order.price().equals(price())) {
      return refuse(order, CancelReason.PRICE_CHANGED, now);
    }
    return next(
        title, price(), TicketStatus.LOCKED, order.id(), order.lockNo(), order.expiresAt(), now);
  }

  private Decision<Ticket> release(OrderState order, Instant now) {
    boolean holds = order.id().equals(orderId);
    if (!holds && order.lockNo() == lockNo) {
      return new Refusal<>(ErrorCode.TICKET_LOCKED, "the order was refused");
    }
    // A later order than the one that holds it can only be there when that one is over.
    TicketStatus released = status == TicketStatus.LOCKED ? TicketStatus.AVAILABLE : status;
    return next(title, price(), released, null, order.lockNo(), null, now);
  }

  private Change<Ticket> refuse(OrderState order, CancelReason reason, Instant now) {
    TicketStatus free = status == TicketStatus.LOCKED ? TicketStatus.AVAILABLE : status;
    return new Ticket(
            id,
            sellerId,
            title,
            amount,
            currency,
            free,
            null,
            order.lockNo(),
            null,
            order.id(),
            reason,
            takenDownAt,
            version + 1,
            createdAt,
            now)
        .told(Events.TICKET_UPDATED);
  }

  private Change<Ticket> next(
      String newTitle,
      Money newPrice,
      TicketStatus newStatus,
      @Nullable UUID newOrderId,
      int newLockNo,
      @Nullable Instant newLockedUntil,
      Instant now) {
    boolean sameLock = newLockNo == lockNo;
    return new Ticket(
            id,
            sellerId,
            newTitle,
            newPrice.amount(),
            newPrice.currency(),
            newStatus,
            newOrderId,
            newLockNo,
            newLockedUntil,
            sameLock ? refusedOrderId : null,
            sameLock ? refusedReason : null,
            newStatus == status ? takenDownAt : null,
            version + 1,
            createdAt,
            now)
        .told(Events.TICKET_UPDATED);
  }

  private Refusal<Ticket> notAvailable() {
    return switch (status) {
      case AVAILABLE -> throw new IllegalStateException("available");
      case LOCKED -> new Refusal<>(ErrorCode.TICKET_LOCKED, "an order holds the ticket");
      case SOLD -> new Refusal<>(ErrorCode.TICKET_SOLD, "the ticket is sold");
      case WITHDRAWN -> new Refusal<>(ErrorCode.TICKET_WITHDRAWN, "the ticket was withdrawn");
    };
  }

  Money price() {
    return new Money(amount, currency);
  }

  private Change<Ticket> told(EventType<TicketState> type) {
    return new Change<>(this, new Event<>(type, id, version, updatedAt, state()));
  }

  private TicketState state() {
    var refusal =
        refusedOrderId == null || refusedReason == null
            ? null
            : new TicketState.Refusal(refusedOrderId, refusedReason);
    return new TicketState(
        id,
        sellerId,
        title,
        price(),
        status,
        orderId,
        lockNo,
        lockedUntil,
        refusal,
        takenDownAt,
        version,
        createdAt,
        updatedAt);
  }
}
