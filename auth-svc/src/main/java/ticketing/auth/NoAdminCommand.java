package ticketing.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.events.Decision.Change;

/**
 * {@code no-admin config.yml --email someone@example.org}: takes the role admin from a user, and
 * ends the user's sessions, as their tokens say admin still.
 */
final class NoAdminCommand extends UserCommand {

  private static final Logger LOG = LoggerFactory.getLogger(NoAdminCommand.class);

  private final SessionEnds ends = new SessionEnds(log);

  NoAdminCommand(InstantSource clock) {
    super("no-admin", "Takes the role admin from a user, and signs the user out", clock);
  }

  @Override
  void run(Handle handle, User user, Instant now) {
    Optional<Change<User>> change = user.takeAdmin(now);
    if (change.isEmpty()) {
      LOG.info("User {} is no admin as it is", user.id());
      return;
    }
    handle.attach(UserDao.class).store(change.get().row());
    log.append(handle, change.get().event());
    int ended = ends.endAll(handle, user.id(), now);
    handle.afterCommit(
        () -> LOG.info("User {} is no admin any more; sessions ended: {}", user.id(), ended));
  }
}
