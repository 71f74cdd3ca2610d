package ticketing.contracts.admin;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.events.Source;

/**
 * An event as its teller logged it.
 *
 * @param source the service that tells it
 * @param position its place in that service's log
 * @param aggregateId the row that it tells of
 * @param version the row's
 * @param type such as {@code order.created}
 * @param pending whether NATS has not acknowledged it
 * @param traceId of the request that it came of, 32 hexadecimal digits; null where none is known
 * @param body as it is published
 */
public record LoggedEventRepresentation(
    Source source,
    long position,
    UUID aggregateId,
    int version,
    String type,
    Instant time,
    boolean pending,
    @Nullable String traceId,
    String body) {}
