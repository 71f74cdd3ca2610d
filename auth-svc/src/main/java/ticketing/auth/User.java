package ticketing.auth;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
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
 */
public record User(
    UUID id,
    String email,
    String passwordHash,
    String role,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  private static final String USER = "user";
  private static final String ADMIN = "admin";

  static Change<User> signUp(UUID id, String email, String passwordHash, Instant now) {
    var user = new User(id, canonical(email), passwordHash, USER, 1, now, now);
    return new Change<>(
        user, new Event<>(Events.USER_SIGNED_UP, id, user.version, now, user.state()));
  }

  /** The user with the role admin; none who has it. */
  Optional<Change<User>> makeAdmin(Instant now) {
    return role.equals(ADMIN) ? Optional.empty() : Optional.of(with(ADMIN, now));
  }

  /** The user without the role admin, whose sessions are to end; none who does not have it. */
  Optional<Change<User>> takeAdmin(Instant now) {
    return role.equals(ADMIN) ? Optional.of(with(USER, now)) : Optional.empty();
  }

  private Change<User> with(String newRole, Instant now) {
    var user = new User(id, email, passwordHash, newRole, version + 1, createdAt, now);
    return new Change<>(
        user, new Event<>(Events.USER_UPDATED, id, user.version, now, user.state()));
  }

  /** The same for emails that differ in case alone, whatever the machine's language. */
  static String canonical(String email) {
    return email.toLowerCase(Locale.ROOT);
  }

  private UserState state() {
    return new UserState(id, role, version, createdAt, updatedAt);
  }

  /** Keeps email and hash out of logs. */
  @Override
  public String toString() {
    return "User[id=" + id + ", role=" + role + ", version=" + version + "]";
  }
}
