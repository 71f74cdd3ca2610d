package ticketing.auth;

import java.time.InstantSource;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jdbi.v3.core.Handle;

/**
 * {@code rotate-keys config.yml}: makes the key that signs access tokens next, and signs nobody
 * out. {@code --now}: the others are good no more, which signs applications out; browsers go on.
 */
final class RotateKeysCommand extends DatabaseCommand {

  private final KeyRotation rotation;

  RotateKeysCommand(InstantSource clock) {
    super("rotate-keys", "Makes a new key to sign access tokens with");
    this.rotation = new KeyRotation(clock);
  }

  @Override
  public void configure(Subparser subparser) {
    super.configure(subparser);
    subparser
        .addArgument("--now")
        .action(Arguments.storeTrue())
        .help(
            "for a compromised key: the old keys, and the tokens they signed, are refused at once");
  }

  @Override
  void run(Handle handle, Namespace arguments) {
    if (arguments.getBoolean("now")) {
      rotation.rotateNow(handle);
    } else {
      rotation.rotate(handle);
    }
  }
}
