package ticketing.dev;

import java.io.IOException;
import java.io.UncheckedIOException;

/** POSIX signals, of which {@link Process} itself knows only TERM and KILL. */
enum Signal {
  INT,
  TERM,
  KILL,
  STOP,
  CONT;

  /**
   * Sends this signal. A process that has already ended is no error.
   *
   * @param pid the process
   */
  void send(long pid) {
    try {
      // The shell's own kill, as not every machine has /bin/kill.
      var kill =
          new ProcessBuilder("sh", "-c", "kill -%s %d 2>/dev/null || true".formatted(name(), pid));
      kill.inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signalling process " + pid, e);
    }
  }
}
