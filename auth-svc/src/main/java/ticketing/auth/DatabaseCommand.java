package ticketing.auth;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.database.Database;
import ticketing.chassis.database.DatabaseConfig;

/**
 * A command that needs the database alone, for one transaction. It ends with 0 when all is as it
 * was asked for, be it that it was so before, else with 1.
 */
abstract class DatabaseCommand extends ConfiguredCommand<AuthConfiguration> {

  DatabaseCommand(String name, String description) {
    super(name, description);
  }

  abstract void run(Handle handle, Namespace arguments) throws RefusedException;

  /** Not to be left out: there is no default of a database. */
  @Override
  protected Argument addFileArgument(Subparser subparser) {
    return subparser.addArgument("file").help("application configuration file");
  }

  @Override
  protected void run(
      Bootstrap<AuthConfiguration> bootstrap, Namespace namespace, AuthConfiguration config)
      throws RefusedException {
    DatabaseConfig database = config.database();
    try {
      Database.connect(database).jdbi().useTransaction(handle -> run(handle, namespace));
    } catch (ConnectionException e) {
      // Without the URL's parameters, of which one may be a password.
      String address = database.url().replaceFirst("\\?.*", "");
      throw new RefusedException(
          "No connection to the database at %s: %s"
              .formatted(address, Optional.ofNullable(e.getCause()).orElse(e).getMessage()));
    }
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
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
