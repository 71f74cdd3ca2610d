package ticketing.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packages of Debian's unstable suite, fetched by apt in a configuration of its own: nothing of the
 * machine's changes, no root is needed, and apt checks the signature by Debian's keyring.
 *
 * @param base Debian's mirror, as this machine uses it
 * @param keyring the keys that sign it
 */
record DebianSid(String base, Path keyring) {
  private static final Logger LOG = LoggerFactory.getLogger(DebianSid.class);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** The machine's settings that decide whether its mirror can be reached and believed. */
  private static final List<String> KEPT =
      List.of("Acquire::http", "Acquire::https", "Acquire::Check-", "Acquire::Max-FutureTime");

  /**
   * @param otherwise what to install by hand where this is no Debian
   * @throws IllegalStateException when this machine has no apt or no Debian keys, saying what to
   *     install
   */
  static DebianSid ofThisMachine(String otherwise) {
    var keyring =
        Stream.of("gpg", "pgp")
            .map(ending -> Path.of("/usr/share/keyrings/debian-archive-keyring." + ending))
            .filter(Files::isReadable)
            .findFirst();
    if (keyring.isEmpty() || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
      throw new IllegalStateException("This is no Debian to fetch it from. Install " + otherwise);
    }
    return new DebianSid(AptSources.ofThisMachine().debian(), keyring.get());
  }

  /**
   * Fetches and unpacks a package, not what it depends on.
   *
   * @param work an empty folder to work in
   * @return where its files are, below {@code work}
   */
  Path fetch(String name, Path work) {
    LOG.info("Fetching {} from {} (sid)", name, base);
    try {
      var apt = Files.createDirectory(work.resolve("apt"));
      Files.createDirectories(apt.resolve("lists/partial"));
      Files.createDirectories(apt.resolve("cache/archives/partial"));
      Files.writeString(
          apt.resolve("sources.list"), "deb [signed-by=%s] %s sid main%n".formatted(keyring, base));
      Files.writeString(apt.resolve("apt.conf"), configuration(apt));
      var environment = Map.of("APT_CONFIG", apt.resolve("apt.conf").toString(), "LC_ALL", "C");
      Commands.run(LIMIT, environment, List.of("apt-get", "update"));
      var download = "cd '%s' && apt-get download '%s'".formatted(apt, name);
      Commands.run(LIMIT, environment, List.of("sh", "-c", download));
      var unpacked = work.resolve("unpacked");
      Commands.run(
          LIMIT, Map.of(), List.of("dpkg-deb", "-x", only(apt).toString(), unpacked.toString()));
      Folders.delete(apt);
      return unpacked;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path only(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      Optional<Path> found = files.filter(file -> file.toString().endsWith(".deb")).findFirst();
      return found.orElseThrow(() -> new IOException("apt-get downloaded no package"));
    }
  }

  /** Without the machine's parts: their hooks would write outside of our folder. */
  private static String configuration(Path apt) {
    return """
    Dir::Etc::parts "/dev/null";
    Dir::Etc::main "/dev/null";
    Dir::Etc::sourcelist "%1$s/sources.list";
    Dir::Etc::sourceparts "/dev/null";
    Dir::Etc::preferences "/dev/null";
    Dir::Etc::preferencesparts "/dev/null";
    Dir::State::lists "%1$s/lists";
    Dir::State::status "/dev/null";
    Dir::Cache "%1$s/cache";
    APT::Sandbox::User "";
    Acquire::AllowInsecureRepositories "false";
    Acquire::Languages "none";
    %2$s
    """
        .formatted(apt, kept());
  }

  private static String kept() {
    var all = Commands.run(Duration.ofSeconds(10), Map.of(), List.of("apt-config", "dump"));
    return String.join(
        "\n", all.lines().filter(line -> KEPT.stream().anyMatch(line::startsWith)).toList());
  }
}
