package ticketing.auth;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Event;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.UserState;

/**
 * A row of {@code users}.
 *
 * @param email as {@link #canonical} has it
 * @param passwordHash argon2id in the PHC string format
 * @param role {@code user} or {@code admin}
 * @param disabledAt since when the user is shut out; null: may sign in
 */
public record User(
    UUID id,
    String email,
    String passwordHash,
    String role,
    @Nullable Instant disabledAt,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  private static final String USER = "user";
  private static final String ADMIN = "admin";

  static Change<User> signUp(UUID id, String email, String passwordHash, Instant now) {
    var user = new User(id, canonical(email), passwordHash, USER, null, 1, now, now);
    return new Change<>(
        user, new Event<>(Events.USER_SIGNED_UP, id, user.version, now, user.state()));
  }

  /** The user with the role admin; none who has it. */
  Optional<Change<User>> makeAdmin(Instant now) {
    return role.equals(ADMIN) ? Optional.empty() : Optional.of(with(ADMIN, disabledAt, now));
  }

  /** The user without the role admin, whose sessions are to end; none who does not have it. */
  Optional<Change<User>> takeAdmin(Instant now) {
    return role.equals(ADMIN) ? Optional.of(with(USER, disabledAt, now)) : Optional.empty();
  }

  /** The user shut out, whose sessions are to end; none who is already. */
  Optional<Change<User>> disable(Instant now) {
    return isDisabled() ? Optional.empty() : Optional.of(with(role, now, now));
  }

  /** The user who may sign in again; none who may as it is. */
  Optional<Change<User>> enable(Instant now) {
    return isDisabled() ? Optional.of(with(role, null, now)) : Optional.empty();
  }

  boolean isDisabled() {
    return disabledAt != null;
  }

  private Change<User> with(String newRole, @Nullable Instant newDisabledAt, Instant now) {
    var user =
        new User(id, email, passwordHash, newRole, newDisabledAt, version + 1, createdAt, now);
    return new Change<>(
        user, new Event<>(Events.USER_UPDATED, id, user.version, now, user.state()));
  }

  /** The same for emails that differ in case alone, whatever the machine's language. */
  static String canonical(String email) {
    return email.toLowerCase(Locale.ROOT);
  }

  private UserState state() {
    return new UserState(id, role, disabledAt, version, createdAt, updatedAt);
  }

  /** Keeps email and hash out of logs. */
  @Override
  public String toString() {
    return "User[id=" + id + ", role=" + role + ", version=" + version + "]";
  }
}
