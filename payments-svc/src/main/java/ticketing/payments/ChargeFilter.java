package ticketing.payments;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which charges an admin looks for: those that are as all of it says.
 *
 * @param ids none: whatever their id
 * @param orderIds none: of whatever order
 * @param statusSteps the names of a status's steps; none: at whatever step
 * @param step the name of one
 * @param from when they were made, at the earliest
 * @param to before when they were made
 */
public record ChargeFilter(
    List<UUID> ids,
    List<UUID> orderIds,
    @Nullable UUID buyerId,
    List<String> statusSteps,
    @Nullable String step,
    @Nullable Instant from,
    @Nullable Instant to) {}
