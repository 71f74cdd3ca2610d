package ticketing.chassis.events;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.observe.Secret;
import ticketing.contracts.events.Source;

/** A relay in a process of its own, which can be frozen. It ends with the test's process. */
final class RelayProcess implements AutoCloseable {

  private final Process process;

  private RelayProcess(Process process) {
    this.process = process;
  }

  static RelayProcess start(EventsFixture events, String name) throws IOException {
    DatabaseConfig at = events.databaseConfig();
    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            RelayProcess.class.getName(),
            events.nats().url(),
            name,
            at.url(),
            at.user(),
            at.password().value());
    command.redirectError(ProcessBuilder.Redirect.INHERIT);
    command.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    return new RelayProcess(command.start());
  }

  /** Runs until its input ends. */
  public static void main(String[] args) throws Exception {
    var config = new EventsConfig(args[0], "", Secret.NONE, args[1], 1, EventsFixture.ACK_WAIT);
    var instance =
        new Instance(
            "tickets", config, new DatabaseConfig(args[2], args[3], new Secret(args[4]), 2));
    var unused =
        Relay.open(Source.TICKETS, instance.database(), instance.bus(), instance.environment());
    instance.start();
    while (System.in.read() >= 0) {
      continue;
    }
    System.exit(0);
  }

  void freeze() throws Exception {
    signal("-STOP");
  }

  void thaw() throws Exception {
    signal("-CONT");
  }

  private void signal(String signal) throws Exception {
    var kill = new ProcessBuilder("sh", "-c", "kill " + signal + " " + process.pid()).start();
    if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
      throw new IllegalStateException("kill " + signal + " did not work");
    }
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor();
  }
}
