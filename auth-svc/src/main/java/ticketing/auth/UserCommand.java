package ticketing.auth;

import java.time.Instant;
import java.time.InstantSource;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.events.EventLog;

/** A command that changes a user, who is named by {@code --email}. */
abstract class UserCommand extends DatabaseCommand {

  // Wakes nobody: the relay of a running instance finds the events when it polls.
  final EventLog log = new EventLog(() -> {});

  private final InstantSource clock;

  UserCommand(String name, String description, InstantSource clock) {
    super(name, description);
    this.clock = clock;
  }

  /** With the user's row locked. */
  abstract void run(Handle handle, User user, Instant now);

  @Override
  public void configure(Subparser subparser) {
    super.configure(subparser);
    subparser.addArgument("--email").required(true).help("whom: who signed up so");
  }

  @Override
  void run(Handle handle, Namespace arguments) throws RefusedException {
    String email = arguments.getString("email");
    User user =
        handle
            .attach(UserDao.class)
            .lock(User.canonical(email))
            .orElseThrow(() ->
                new RefusedException("No user has the email " + email + ": sign up with it first"));
    run(handle, user, clock.instant());
  }
}
