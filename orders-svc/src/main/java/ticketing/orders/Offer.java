package ticketing.orders;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.OrderStatus;

/**
 * A ticket as a buyer finds it, and what he holds already.
 *
 * @param holderId the order that holds it, or has it for good
 * @param lastLockNo how many orders it had
 * @param held how many orders of the buyer hold a ticket that he has not paid for
 * @param heldUntil when the first of them lets go of its ticket, if it is not paid
 * @param now when it was looked at, by the database's clock
 */
public record Offer(
    @Nested TicketCopy ticket,
    @Nullable UUID holderId,
    @Nullable UUID holderBuyerId,
    @Nullable OrderStatus holderStatus,
    int lastLockNo,
    int held,
    @Nullable Instant heldUntil,
    Instant now) {

  /** How many tickets a buyer may hold at once. */
  static final int MOST = 10;

  boolean isOneTooMany() {
    return held >= MOST;
  }

  /** When there may be room for one more, in seconds: at the latest, unless the buyer pays. */
  int secondsUntilRoom() {
    return heldUntil == null ? 1 : (int) Math.max(1, Duration.between(now, heldUntil).toSeconds());
  }
}
