package ticketing.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Keeps what each process wrote in a file of its own, and of a long one the end only. */
record LogFiles(Path folder) implements Reports {
  private static final long LONGEST = 32L << 20;

  @Override
  public void line(String process, String line) {
    append(process, line);
  }

  @Override
  public void event(String process, String what) {
    append(process, "-- " + what + " --");
  }

  private synchronized void append(String process, String line) {
    try {
      Files.createDirectories(folder);
      var file = file(process);
      if (Files.exists(file) && Files.size(file) > LONGEST) {
        Files.move(file, folder.resolve(process + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(
          file,
          line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a process; empty when there are none yet. */
  synchronized String of(String process) {
    try {
      return Files.exists(file(process)) ? Files.readString(file(process)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String process) {
    return folder.resolve(process + ".log");
  }
}
