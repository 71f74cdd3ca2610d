package ticketing.chassis.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Folders of a nats-server that is stopped. */
public final class Stores {

  private Stores() {}

  public static void delete(Path folder) throws IOException {
    for (Path path : below(folder).reversed()) {
      Files.delete(path);
    }
  }

  /** Into a folder that is empty or not there. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path path : below(from)) {
      Path target = to.resolve(from.relativize(path));
      if (Files.isDirectory(path)) {
        Files.createDirectories(target);
      } else {
        Files.copy(path, target);
      }
    }
  }

  /** Folders before what is in them. */
  private static List<Path> below(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths.sorted(Comparator.naturalOrder()).toList();
    }
  }
}
