package ticketing.contracts.admin;

import java.time.Instant;
import java.util.UUID;

/**
 * An action of an admin's.
 *
 * @param id grows with time
 * @param who the admin's user id
 * @param what the action, such as {@code parked.replay}
 * @param subject the id of what it was done to
 * @param reason why, in the admin's words
 */
public record AuditRepresentation(
    long id, UUID who, String what, String subject, String reason, Instant at) {}
