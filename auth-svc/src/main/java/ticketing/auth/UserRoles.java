package ticketing.auth;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.EventLog;

/** Gives and takes the role admin within a transaction that has the user's row locked. */
record UserRoles(EventLog log, SessionEnds ends) {

  static UserRoles of(EventLog log) {
    return new UserRoles(log, new SessionEnds(log));
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
    Optional<Change<User>> change = user.takeAdmin(now);
    if (change.isEmpty()) {
      return OptionalInt.empty();
    }
    store(handle, change.get());
    return OptionalInt.of(ends.endAll(handle, user.id(), now));
  }

  private void store(Handle handle, Change<User> change) {
    handle.attach(UserDao.class).store(change.row());
    log.append(handle, change.event());
  }
}
