package ticketing.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code no-admin config.yml --email someone@example.org}: takes the role admin from a user, and
 * ends the user's sessions, as their tokens say admin still.
 */
final class NoAdminCommand extends UserCommand {

  private static final Logger LOG = LoggerFactory.getLogger(NoAdminCommand.class);

  NoAdminCommand(InstantSource clock) {
    super("no-admin", "Takes the role admin from a user, and signs the user out", clock);
  }

  @Override
  void run(Handle handle, User user, Instant now) {
    OptionalInt ended = UserChanges.of(log).takeAdmin(handle, user, now);
    if (ended.isEmpty()) {
      LOG.info("User {} is no admin as it is", user.id());
      return;
    }
    handle.afterCommit(() ->
        LOG.info("User {} is no admin any more; sessions ended: {}", user.id(), ended.getAsInt()));
  }
}
