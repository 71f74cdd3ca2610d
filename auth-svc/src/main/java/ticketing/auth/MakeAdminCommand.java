package ticketing.auth;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.database.Database;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.EventLog;

/**
 * {@code make-admin config.yml --email someone@example.org}: gives a user the role admin, as nobody
 * else could make the first one. It needs the database alone; ends with 0 when the user is an
 * admin, was it before or not, else with 1.
 */
final class MakeAdminCommand extends ConfiguredCommand<AuthConfiguration> {

  private static final Logger LOG = LoggerFactory.getLogger(MakeAdminCommand.class);

  private final InstantSource clock;
  // Wakes nobody: the relay of a running instance finds the event when it polls.
  private final EventLog log = new EventLog(() -> {});

  MakeAdminCommand(InstantSource clock) {
    super("make-admin", "Gives a user the role admin");
    this.clock = clock;
  }

  @Override
  public void configure(Subparser subparser) {
    super.configure(subparser);
    subparser.addArgument("--email").required(true).help("whom to make an admin: who signed up so");
  }

  /** Not to be left out: there is no default of a database. */
  @Override
  protected Argument addFileArgument(Subparser subparser) {
    return subparser.addArgument("file").help("application configuration file");
  }

  @Override
  protected void run(
      Bootstrap<AuthConfiguration> bootstrap, Namespace namespace, AuthConfiguration config)
      throws RefusedException {
    String email = namespace.getString("email");
    DatabaseConfig database = config.database();
    try {
      Database.connect(database).jdbi().useTransaction(handle -> makeAdmin(handle, email));
    } catch (ConnectionException e) {
      // Without the URL's parameters, of which one may be a password.
      String address = database.url().replaceFirst("\\?.*", "");
      throw new RefusedException(
          "No connection to the database at %s: %s"
              .formatted(address, Optional.ofNullable(e.getCause()).orElse(e).getMessage()));
    }
  }

  private void makeAdmin(Handle handle, String email) throws RefusedException {
    var dao = handle.attach(UserDao.class);
    User user =
        dao.lock(User.canonical(email))
            .orElseThrow(() ->
                new RefusedException("No user has the email " + email + ": sign up with it first"));
    Optional<Change<User>> change = user.makeAdmin(clock.instant());
    if (change.isEmpty()) {
      LOG.info("User {} is an admin already", user.id());
      return;
    }
    dao.store(change.get().row());
    log.append(handle, change.get().event());
    handle.afterCommit(
        () -> LOG.info("User {} is an admin, by tokens given from now on", user.id()));
  }

  /** What whoever runs it can mend is said without a stack trace. */
  @Override
  public void onError(Cli cli, Namespace namespace, Throwable e) {
    if (e instanceof RefusedException
        || e instanceof ConfigurationException
        || e instanceof IOException) {
      cli.getStdErr().println(e.getMessage());
    } else {
      super.onError(cli, namespace, e);
    }
  }

  /** With a message for whoever runs the command. */
  private static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
