package ticketing.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Passwords and the like, made up once and kept in a file that only its owner can read. */
final class Secrets {
  private static final int RANDOM_BYTES = 24;

  private final Path file;
  private final Properties known = new Properties();
  private final SecureRandom random = new SecureRandom();

  Secrets(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        known.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The one of that name, made up at the first call. */
  synchronized String of(String name) {
    var password = known.getProperty(name);
    if (password == null) {
      password = generated();
      known.setProperty(name, password);
      save();
    }
    return password;
  }

  private String generated() {
    var bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void save() {
    try {
      var readable = PosixFilePermissions.fromString("rw-------");
      var next = file.resolveSibling(file.getFileName() + ".next");
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(next);
      Files.createFile(next, PosixFilePermissions.asFileAttribute(readable));
      try (var writer = Files.newBufferedWriter(next)) {
        known.store(writer, "Made up by Ticketing for this folder");
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
