package ticketing.contracts.auth;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user.
 *
 * @param email to the user alone; null to others
 */
public record UserRepresentation(UUID id, @Nullable String email) {}
