package ticketing.dev;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * {@code make run}: starts the whole product in the foreground and ends it on Ctrl-C.
 *
 * <p>By environment: the ports (see {@link Ports}), {@code TICKETING_DATA} for another data folder
 * than {@code .dev}, {@code FRESH=1} for an empty one, {@code STRIPE_SECRET_KEY} for Stripe's own
 * API, {@code JVM_OPTIONS} for the applications' JVMs. All of it is passed on to the applications,
 * as {@code ORDER_LOCK}.
 */
public final class Dev {
  private final Map<String, String> environment;
  private final Console console;
  private volatile boolean ending;

  private Dev(Map<String, String> environment, Console console) {
    this.environment = environment;
    this.console = console;
  }

  /** Runs until it is told to end; ends with 1 when something cannot be started. */
  public static void main(String[] args) throws InterruptedException {
    System.setProperty("logback.configurationFile", "ticketing/dev/logback-dev.xml");
    var dev = new Dev(System.getenv(), Console.of(System.out, System.getenv()));
    try {
      dev.run();
    } catch (IllegalStateException | IllegalArgumentException | UncheckedIOException e) {
      dev.failed(e);
    }
    new CountDownLatch(1).await();
  }

  private void run() {
    var started = System.nanoTime();
    var build = Build.find();
    var plan = new Plan(build, data(build), Ports.of(environment), environment);
    console.say("Starting, with data in " + plan.folder());
    var stack = Stack.prepare(plan, console);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stack)));
    stack.startAll();
    var took = Duration.ofNanos(System.nanoTime() - started);
    console.say(new Directory(plan).text());
    console.say(
        "Ticketing is ready after %.1f s. Ctrl-C ends it.".formatted(took.toMillis() / 1000.0));
  }

  private Path data(Build build) {
    var folder = environment.getOrDefault("TICKETING_DATA", "");
    return build.root().resolve(folder.isBlank() ? ".dev" : folder);
  }

  private void end(Stack stack) {
    ending = true;
    console.say("Ending everything");
    stack.close();
    console.say("Ended");
  }

  private void failed(RuntimeException e) {
    if (!ending) {
      console.say(Objects.requireNonNullElse(e.getMessage(), e.toString()));
      System.exit(1);
    }
  }
}
