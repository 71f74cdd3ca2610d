package ticketing.contracts.events;

import java.time.Instant;
import java.util.UUID;

/** A session that ended: access tokens with its id are refused from now on. */
public record SessionState(UUID id, UUID userId, Instant endedAt, int version) {}
