package ticketing.contracts.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user, without the email: no service needs it, and streams keep everything.
 *
 * @param role {@code user} or {@code admin}
 * @param disabledAt since when the user is shut out; null: may sign in
 */
public record UserState(
    UUID id,
    String role,
    @Nullable Instant disabledAt,
    int version,
    Instant createdAt,
    Instant updatedAt) {}
