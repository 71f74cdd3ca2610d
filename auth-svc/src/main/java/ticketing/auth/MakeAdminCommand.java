package ticketing.auth;

import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code make-admin config.yml --email someone@example.org}: gives a user the role admin, as nobody
 * else could make the first one.
 */
final class MakeAdminCommand extends UserCommand {

  private static final Logger LOG = LoggerFactory.getLogger(MakeAdminCommand.class);

  MakeAdminCommand(InstantSource clock) {
    super("make-admin", "Gives a user the role admin", clock);
  }

  @Override
  void run(Handle handle, User user, Instant now) {
    if (!UserChanges.of(log).makeAdmin(handle, user, now)) {
      LOG.info("User {} is an admin already", user.id());
      return;
    }
    handle.afterCommit(
        () -> LOG.info("User {} is an admin, by tokens given from now on", user.id()));
  }
}
