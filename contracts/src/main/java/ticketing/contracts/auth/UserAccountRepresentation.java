package ticketing.contracts.auth;

import java.time.Instant;
import java.util.UUID;

/**
 * A user, to admins.
 *
 * @param role {@code user} or {@code admin}
 */
public record UserAccountRepresentation(
    UUID id, String email, String role, int version, Instant createdAt, Instant updatedAt) {}
