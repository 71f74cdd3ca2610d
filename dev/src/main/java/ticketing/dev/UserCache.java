package ticketing.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The user's cache: folders that appear whole or not at all, and stay as they are. */
final class UserCache {
  /** A file lock holds between processes only; within one it is refused. */
  private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

  private final Path folder;

  UserCache(Path folder) {
    this.folder = folder;
  }

  /**
   * {@code $XDG_CACHE_HOME/ticketing}, else {@code ~/.cache/ticketing}, else, for a user without a
   * home of his own, a folder among the temporary ones.
   */
  static UserCache ofUser() {
    var home = Optional.ofNullable(System.getenv("HOME")).orElse(System.getProperty("user.home"));
    var caches =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .filter(path -> !path.isBlank())
            .map(Path::of)
            .orElse(Path.of(home, ".cache"));
    var folder = caches.resolve("ticketing");
    try {
      Files.createDirectories(folder);
      if (Files.isWritable(folder)) {
        return new UserCache(folder);
      }
    } catch (IOException e) {
      return amongTemporary();
    }
    return amongTemporary();
  }

  private static UserCache amongTemporary() {
    return ownFolder(
        Path.of(
            System.getProperty("java.io.tmpdir"), "ticketing-" + System.getProperty("user.name")));
  }

  /**
   * In a folder where anyone may make one: what is run from there must be the user's own.
   *
   * @throws IllegalStateException when it is another's, or a link
   */
  static UserCache ownFolder(Path folder) {
    try {
      Files.createDirectories(folder);
      var owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
      if (Files.isSymbolicLink(folder) || !owner.equals(user())) {
        throw new IllegalStateException(
            folder + " is not your own: delete it, or set XDG_CACHE_HOME to a folder of yours");
      }
      return new UserCache(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By a file of the user's: in a container it may have no name. */
  private static UserPrincipal user() throws IOException {
    var own = Files.createTempFile("ticketing", null);
    try {
      return Files.getOwner(own);
    } finally {
      Files.delete(own);
    }
  }

  Path folder() {
    return folder;
  }

  /** Fills a new, empty folder, and says under which name it is to be kept. */
  @FunctionalInterface
  interface Filling {
    String fill(Path empty) throws IOException;
  }

  /** Looks for what an earlier filling left. */
  @FunctionalInterface
  interface Search {
    Optional<Path> find(Path cache) throws IOException;
  }

  /**
   * What {@code search} finds in the cache, else a new folder; safe among threads and processes
   * that want the same at once.
   */
  Path get(Search search, Filling filling) {
    WITHIN_PROCESS.lock();
    try {
      Files.createDirectories(folder);
      try (var channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        var found = search.find(folder);
        return found.isPresent() ? found.get() : filled(filling);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      WITHIN_PROCESS.unlock();
    }
  }

  private Path filled(Filling filling) throws IOException {
    var work = folder.resolve("work");
    Folders.delete(work);
    Files.createDirectory(work);
    try {
      var target = folder.resolve(filling.fill(Files.createDirectory(work.resolve("new"))));
      return Files.move(work.resolve("new"), target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(work);
    }
  }
}
