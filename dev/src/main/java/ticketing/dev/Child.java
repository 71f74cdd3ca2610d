package ticketing.dev;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running process that does not outlive this one, whatever ends this one.
 *
 * <p>It runs in a session of its own, so that Ctrl-C in a terminal reaches only its parent, which
 * ends its children in order.
 */
final class Child {
  private static final Logger LOG = LoggerFactory.getLogger(Child.class);
  private static final int LAST_LINES = 30;

  /** Of this process's own environment; for whom a program's names them. */
  private static final Set<String> SECRETS = Set.of(Plan.STRIPE_KEY, "STRIPE_WEBHOOK_SECRET");

  private static final int BY_SIGNAL = 128;
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);

  /**
   * Linux tells a child of its parent's death when the thread that forked it ends, not only the
   * whole process; so this one starts all and never ends.
   */
  private static final ExecutorService PARENT =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("parent-of-processes").factory());

  private static final List<String> BOUND_TO_PARENT = boundToParent();

  private final Program program;
  private final Process process;
  private final Consumer<String> lines;
  private final Deque<String> last = new ArrayDeque<>();
  private final Thread reader;

  private Child(Program program, Process process, Consumer<String> lines) {
    this.program = program;
    this.process = process;
    this.lines = lines;
    this.reader = Thread.ofPlatform().daemon().name(program.name() + "-output").start(this::read);
  }

  /**
   * Starts it, and returns before it is ready.
   *
   * @param lines hears each line of its output, from one thread
   */
  static Child start(Program program, Consumer<String> lines) {
    var command = new ArrayList<>(BOUND_TO_PARENT);
    command.addAll(program.command());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null")).directory(program.directory().toFile());
    builder.environment().keySet().removeAll(SECRETS);
    builder.environment().putAll(program.environment());
    var process = CompletableFuture.supplyAsync(() -> started(builder), PARENT).join();
    return new Child(program, process, lines);
  }

  private static Process started(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Each execs what follows, so the process keeps its id. KILL, as a frozen child hears no other.
   * INT is heard again: whoever starts us in the background has it ignored, by children too.
   */
  private static List<String> boundToParent() {
    var command = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("setsid");
    }
    if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
      command.addAll(
          List.of("setpriv", "--pdeathsig", "KILL", "--", "env", "--default-signal=INT"));
    }
    return command;
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        synchronized (last) {
          last.addLast(line);
          if (last.size() > LAST_LINES) {
            last.removeFirst();
          }
        }
        tell(line);
      }
    } catch (IOException e) {
      tell("its output could not be read further: " + e.getMessage());
    }
  }

  /** A line that cannot be told is dropped: the next write to an output that nobody reads kills. */
  private void tell(String line) {
    try {
      lines.accept(line);
    } catch (RuntimeException e) {
      LOG.debug("{}: a line was dropped: {}", program.name(), e.toString());
    }
  }

  /**
   * Waits until it serves.
   *
   * @throws IllegalStateException when it ends instead or is not ready in time, with its last lines
   */
  void awaitReady(Duration limit) throws InterruptedException {
    if (isReadyWithin(limit)) {
      return;
    }
    throw new IllegalStateException(
        process.isAlive()
            ? "%s is not ready after %d s:%n%s"
                .formatted(program.name(), limit.toSeconds(), lastLines())
            : "%s %s before it was ready:%n%s".formatted(program.name(), ending(), lastLines()));
  }

  /** Waits until it serves, or has ended, or {@code limit} has passed. */
  boolean isReadyWithin(Duration limit) throws InterruptedException {
    var end = System.nanoTime() + limit.toNanos();
    while (!process.waitFor(BETWEEN_PROBES.toMillis(), TimeUnit.MILLISECONDS)) {
      if (program.ready().isReady()) {
        return true;
      }
      if (System.nanoTime() > end) {
        return false;
      }
    }
    reader.join(LAST_OUTPUT);
    return false;
  }

  /** How it ended, as part of a sentence. */
  private String ending() {
    var code = process.exitValue();
    return code > BY_SIGNAL
        ? "was ended by signal %d".formatted(code - BY_SIGNAL)
        : "ended with code %d".formatted(code);
  }

  /** Waits for its end and tells of it, as part of a sentence. */
  String awaitEnd() throws InterruptedException {
    process.waitFor();
    reader.join(LAST_OUTPUT);
    return ending();
  }

  /** The last lines it wrote, oldest first. */
  String lastLines() {
    synchronized (last) {
      return String.join(System.lineSeparator(), last);
    }
  }

  /** Asks it to end, waits, and ends it by force when it took longer than {@code grace}. */
  void stop(Duration grace) {
    program.polite().send(process.pid());
    // A frozen process acts on no signal but KILL and this one.
    Signal.CONT.send(process.pid());
    try {
      if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
      reader.join(LAST_OUTPUT);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it at once by SIGKILL and waits until it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }
}
