package ticketing.payments;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.CancelReason;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.OrderState;

/** A row of {@code order_copies}: what a charge needs to know of orders-svc's row. */
public record OrderCopy(
    UUID id,
    UUID buyerId,
    int amount,
    String currency,
    OrderStatus status,
    @Nullable CancelReason cancelReason,
    Instant expiresAt,
    @Nullable Instant captureBy,
    int version) {

  static OrderCopy of(OrderState order) {
    return new OrderCopy(
        order.id(),
        order.buyerId(),
        order.price().amount(),
        order.price().currency(),
        order.status(),
        order.cancelReason(),
        order.expiresAt(),
        order.captureBy(),
        order.version());
  }

  boolean isOver() {
    return status == OrderStatus.COMPLETED || status == OrderStatus.CANCELLED;
  }
}
