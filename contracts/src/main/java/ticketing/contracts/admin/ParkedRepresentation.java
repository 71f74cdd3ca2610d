package ticketing.contracts.admin;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.events.Source;

/**
 * An event that a service keeps back.
 *
 * @param id grows with time
 * @param source the service that told it
 * @param aggregateId the row that it tells of; null where it cannot be read
 * @param version the row's; null where it cannot be read, 0 where it has none
 * @param subject of its message
 * @param tries how often it failed
 * @param error the last failure
 * @param dueAt until when it waits, or when it is tried again
 * @param discardedAt when an admin gave it up
 */
public record ParkedRepresentation(
    long id,
    Source source,
    @Nullable UUID aggregateId,
    @Nullable Integer version,
    String subject,
    ParkedState state,
    int tries,
    @Nullable String error,
    Instant parkedAt,
    Instant dueAt,
    @Nullable Instant discardedAt) {}
