package ticketing.tickets;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets an admin looks for: those that are as all of it says.
 *
 * @param ids none: whatever their id
 * @param status the name of one
 * @param from when they were listed, at the earliest
 * @param to before when they were listed
 * @param search words of the title, as PostgreSQL's {@code websearch_to_tsquery} reads them
 */
public record TicketFilter(
    List<UUID> ids,
    @Nullable UUID sellerId,
    @Nullable String status,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String search) {}
