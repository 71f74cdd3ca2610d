package ticketing.contracts.auth;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user, to admins.
 *
 * @param role {@code user} or {@code admin}
 * @param disabledAt since when the user is shut out; null: may sign in
 */
public record UserAccountRepresentation(
    UUID id,
    String email,
    String role,
    @Nullable Instant disabledAt,
    int version,
    Instant createdAt,
    Instant updatedAt) {}
