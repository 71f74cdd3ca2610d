package ticketing.auth;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.EventLog;

/** What becomes of a user, within a transaction that has the user's row locked. */
record UserChanges(EventLog log, SessionEnds ends) {

  static UserChanges of(EventLog log) {
    return new UserChanges(log, new SessionEnds(log));
  }

  /** By tokens given from now on; tells whether the user was none before. */
  boolean makeAdmin(Handle handle, User user, Instant now) {
    Optional<Change<User>> change = user.makeAdmin(now);
    change.ifPresent(made -> store(handle, made));
    return change.isPresent();
  }

  /**
   * Ends the user's sessions as well, as their tokens say admin still.
   *
   * @return how many sessions ended; none for who was no admin
   */
  OptionalInt takeAdmin(Handle handle, User user, Instant now) {
    return storeAndEnd(handle, user.takeAdmin(now), now);
  }

  /**
   * Shuts the user out, and ends the user's sessions.
   *
   * @return how many sessions ended; none for who was shut out already
   */
  OptionalInt disable(Handle handle, User user, Instant now) {
    return storeAndEnd(handle, user.disable(now), now);
  }

  /** Lets the user sign in again; tells whether the user was shut out. */
  boolean enable(Handle handle, User user, Instant now) {
    Optional<Change<User>> change = user.enable(now);
    change.ifPresent(enabled -> store(handle, enabled));
    return change.isPresent();
  }

  private OptionalInt storeAndEnd(Handle handle, Optional<Change<User>> change, Instant now) {
    if (change.isEmpty()) {
      return OptionalInt.empty();
    }
    store(handle, change.get());
    return OptionalInt.of(ends.endAll(handle, change.get().row().id(), now));
  }

  private void store(Handle handle, Change<User> change) {
    handle.attach(UserDao.class).store(change.row());
    log.append(handle, change.event());
  }
}
