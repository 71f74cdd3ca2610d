package ticketing.dev;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one process running: started again when it dies, after a pause of at most 5 s, which is
 * none again once it has been ready for 30 s. Lets tests do harm to it.
 */
public final class Supervisor implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final Program program;
  private final Reports reports;
  private @Nullable Keeper keeper;

  Supervisor(Program program, Reports reports) {
    this.program = program;
    this.reports = reports;
  }

  /** What people call the process. */
  public String name() {
    return program.name();
  }

  /** Starts it, unless it is kept running already, and returns before it is ready. */
  public synchronized void start() {
    if (keeper == null) {
      keeper = Keeper.start(program, reports);
    }
  }

  /** Whether the process that runs now has been ready. */
  public synchronized boolean isReady() {
    return keeper != null && keeper.isReady();
  }

  /**
   * Waits until it is ready, however often it is started again meanwhile.
   *
   * @throws IllegalStateException when it is not in time, with its last lines
   */
  public void awaitReady(Duration limit) {
    try {
      kept().awaitReady(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name() + " started", e);
    }
  }

  private synchronized Keeper kept() {
    if (keeper == null) {
      throw new IllegalStateException(name() + " was stopped");
    }
    return keeper;
  }

  /**
   * The number of the process that runs now.
   *
   * @throws IllegalStateException when none runs
   */
  public long pid() {
    return running().pid();
  }

  private Child running() {
    var child = kept().current();
    if (child == null) {
      throw new IllegalStateException(name() + " is not running");
    }
    return child;
  }

  /** Ends the process at once, by SIGKILL; it is started again by itself. */
  public void kill() {
    running().kill();
  }

  /** Stops the process where it stands, by SIGSTOP: its connections stay open, and silent. */
  public void freeze() {
    Signal.STOP.send(pid());
  }

  /** Lets a frozen process go on. */
  public void thaw() {
    Signal.CONT.send(pid());
  }

  /** Ends it in order, within 15 s, and keeps it ended until {@link #start}. */
  public void stop() {
    stop(GRACE);
  }

  /** Ends it in order, by force after {@code grace}, and keeps it ended until {@link #start}. */
  public void stop(Duration grace) {
    end(child -> child.stop(grace));
  }

  /** Ends it at once, by SIGKILL, and keeps it ended until {@link #start}. */
  public void crash() {
    end(Child::kill);
  }

  private synchronized void end(Consumer<Child> how) {
    if (keeper != null) {
      keeper.end(how);
      keeper = null;
    }
  }

  /** Ends it in order and starts it again; returns before it is ready. */
  public void restart() {
    stop();
    start();
  }

  @Override
  public void close() {
    stop();
  }
}
