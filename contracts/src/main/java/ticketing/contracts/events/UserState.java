package ticketing.contracts.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A user, without the email: no service needs it, and streams keep everything.
 *
 * @param role {@code user} or {@code admin}
 */
public record UserState(UUID id, String role, int version, Instant createdAt, Instant updatedAt) {}
