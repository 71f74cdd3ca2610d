package ticketing.orders;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.OrderState;

/** A row of {@code orders}. */
public record Order(
    UUID id,
    UUID ticketId,
    UUID buyerId,
    int amount,
    String currency,
    OrderStatus status,
    @Nullable CancelReason cancelReason,
    int lockNo,
    Instant expiresAt,
    @Nullable Instant captureBy,
    @Nullable String idempotencyKey,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  /** How long payments-svc may try to capture, from the fence on. */
  static final Duration CAPTURE_TIME = Duration.ofMinutes(10);

  /**
   * Locks the ticket, if no other order holds it.
   *
   * @param lockNo one more than the ticket's last
   * @param lock how long the ticket is held unpaid
   */
  static Change<Order> create(
      UUID id,
      UUID buyerId,
      TicketCopy ticket,
      int lockNo,
      @Nullable String idempotencyKey,
      Duration lock,
      Instant now) {
    var order =
        new Order(
            id,
            ticket.id(),
            buyerId,
            ticket.amount(),
            ticket.currency(),
            OrderStatus.CREATED,
            null,
            lockNo,
            now.plus(lock),
            null,
            idempotencyKey,
            1,
            now,
            now);
    return order.told(Events.ORDER_CREATED);
  }

  Decision<Order> cancel(CancelReason reason, Instant now) {
    return switch (status) {
      case CREATED -> cancelled(reason, now);
      case AWAITING_PAYMENT -> notCancellable("its payment is being taken");
      case COMPLETED -> notCancellable("it is completed");
      case CANCELLED -> notCancellable("it is cancelled already");
    };
  }

  /** Cancels the order if its time is over by this clock, whatever the hint said. */
  Decision<Order> expire(Instant now) {
    if (now.isBefore(expiresAt)) {
      return notCancellable("its time is not over");
    }
    return cancel(CancelReason.EXPIRED, now);
  }

  /**
   * The fence: from here only the payment's outcome decides. Passed when the charge is authorized,
   * tickets-svc confirmed the lock, and the order's time is not over.
   */
  Decision<Order> awaitPayment(
      @Nullable TicketCopy ticket, @Nullable ChargeCopy charge, Instant now) {
    if (status != OrderStatus.CREATED) {
      return notPayable("it is not to be paid any more");
    }
    if (charge == null || charge.step() != ChargeStep.AUTHORIZED) {
      return notPayable("its charge is not authorized");
    }
    if (ticket == null || !ticket.isLockedBy(id)) {
      return notPayable("its lock is not confirmed");
    }
    if (now.isAfter(expiresAt)) {
      return notPayable("its time is over");
    }
    return next(OrderStatus.AWAITING_PAYMENT, null, now.plus(CAPTURE_TIME), now)
        .told(Events.ORDER_AWAITING_PAYMENT);
  }

  /** The charge was captured. */
  Decision<Order> complete(Instant now) {
    if (status != OrderStatus.AWAITING_PAYMENT) {
      return notPayable("it is not under the fence");
    }
    return next(OrderStatus.COMPLETED, null, captureBy, now).told(Events.ORDER_COMPLETED);
  }

  /** The charge failed: nothing is held on the card. */
  Decision<Order> paymentFailed(Instant now) {
    return switch (status) {
      case CREATED, AWAITING_PAYMENT -> cancelled(CancelReason.PAYMENT_FAILED, now);
      case COMPLETED, CANCELLED -> notCancellable("it is over");
    };
  }

  Money price() {
    return new Money(amount, currency);
  }

  private Change<Order> cancelled(CancelReason reason, Instant now) {
    return next(OrderStatus.CANCELLED, reason, captureBy, now).told(Events.ORDER_CANCELLED);
  }

  private Order next(
      OrderStatus newStatus,
      @Nullable CancelReason reason,
      @Nullable Instant newCaptureBy,
      Instant now) {
    return new Order(
        id,
        ticketId,
        buyerId,
        amount,
        currency,
        newStatus,
        reason,
        lockNo,
        expiresAt,
        newCaptureBy,
        idempotencyKey,
        version + 1,
        createdAt,
        now);
  }

  private static Refusal<Order> notCancellable(String why) {
    return new Refusal<>(ErrorCode.ORDER_NOT_CANCELLABLE, why);
  }

  private static Refusal<Order> notPayable(String why) {
    return new Refusal<>(ErrorCode.ORDER_NOT_PAYABLE, why);
  }

  private Change<Order> told(EventType<OrderState> type) {
    return new Change<>(this, new Event<>(type, id, version, updatedAt, state()));
  }

  private OrderState state() {
    return new OrderState(
        id,
        ticketId,
        buyerId,
        price(),
        status,
        cancelReason,
        lockNo,
        expiresAt,
        captureBy,
        version,
        createdAt,
        updatedAt);
  }
}
