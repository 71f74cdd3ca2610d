package ticketing.dev;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stretch of time in which a program is wanted: when its process dies, there is a next one. */
final class Keeper {
  private static final Duration REMINDER = Duration.ofSeconds(30);

  private final Program program;
  private final Reports reports;
  private boolean wanted = true;
  private @Nullable Child current;
  private @Nullable Child ready;

  private Keeper(Program program, Reports reports) {
    this.program = program;
    this.reports = reports;
  }

  static Keeper start(Program program, Reports reports) {
    var keeper = new Keeper(program, reports);
    Thread.ofVirtual().name(program.name() + "-keeper").start(keeper::keep);
    return keeper;
  }

  private void keep() {
    try {
      var pause = Pause.NONE;
      for (var child = next(); child != null; child = next()) {
        pause = pause.after(seenThrough(child));
        var ending = child.awaitEnd();
        if (isWanted()) {
          report("%s; it starts again in %s", ending, text(pause.length()));
          rest(pause.length());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      report("is given up: %s", e);
    }
  }

  private synchronized @Nullable Child next() {
    current = wanted ? Child.start(program, line -> reports.line(program.name(), line)) : null;
    return current;
  }

  /** Follows one process to its end, and tells how long it was ready. */
  private Duration seenThrough(Child child) throws InterruptedException {
    var started = System.nanoTime();
    while (!child.isReadyWithin(REMINDER)) {
      if (!child.isAlive()) {
        return Duration.ZERO;
      }
      report("is not ready yet, after %s", text(since(started)));
    }
    report("is ready after %s, process %d", text(since(started)), child.pid());
    var readySince = System.nanoTime();
    setReady(child);
    child.awaitEnd();
    return since(readySince);
  }

  private void report(String what, Object... parts) {
    reports.event(program.name(), what.formatted(parts));
  }

  private synchronized void setReady(Child child) {
    ready = child;
    notifyAll();
  }

  private synchronized void rest(Duration pause) throws InterruptedException {
    var end = System.nanoTime() + pause.toNanos();
    for (var left = pause; wanted && left.isPositive(); left = until(end)) {
      wait(left.toMillis() + 1);
    }
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private static Duration until(long nanoTime) {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }

  private static String text(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1000.0);
  }

  private synchronized boolean isWanted() {
    return wanted;
  }

  /** Whether the process that runs now has been ready. */
  synchronized boolean isReady() {
    return ready != null && ready == current && ready.isAlive();
  }

  /**
   * Waits until it is ready, however often it is started again meanwhile.
   *
   * @throws IllegalStateException when it is not in time or no more wanted, with its last lines
   */
  synchronized void awaitReady(Duration limit) throws InterruptedException {
    var end = System.nanoTime() + limit.toNanos();
    for (var left = limit; !isReady(); left = until(end)) {
      if (!wanted || !left.isPositive()) {
        throw new IllegalStateException(
            "%s is not ready after %s:%n%s"
                .formatted(
                    program.name(), text(limit), current == null ? "" : current.lastLines()));
      }
      wait(left.toMillis() + 1);
    }
  }

  /** The process that runs now, if one does. */
  synchronized @Nullable Child current() {
    return current != null && current.isAlive() ? current : null;
  }

  /** Lets the process that runs now be the last. */
  void end(Consumer<Child> how) {
    var last = last();
    if (last != null) {
      how.accept(last);
    }
  }

  private synchronized @Nullable Child last() {
    wanted = false;
    notifyAll();
    return current;
  }
}
