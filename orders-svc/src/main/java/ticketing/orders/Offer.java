package ticketing.orders;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.OrderStatus;

/**
 * A ticket as a buyer finds it.
 *
 * @param holderId the order that holds it, or has it for good
 * @param lastLockNo how many orders it had
 * @param now when it was looked at, by the database's clock
 */
public record Offer(
    @Nested TicketCopy ticket,
    @Nullable UUID holderId,
    @Nullable UUID holderBuyerId,
    @Nullable OrderStatus holderStatus,
    int lastLockNo,
    Instant now) {}
