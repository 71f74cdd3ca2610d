package ticketing.dev;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes that are no children of this one. */
final class Processes {
  private Processes() {}

  /** Asks it to end, and ends it by force when it took longer than {@code grace}. */
  static void end(ProcessHandle process, Signal polite, Duration grace) {
    polite.send(process.pid());
    Signal.CONT.send(process.pid());
    var end = process.onExit();
    try {
      end.copy().orTimeout(grace.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof TimeoutException)) {
        throw e;
      }
      process.destroyForcibly();
      end.join();
    }
  }
}
