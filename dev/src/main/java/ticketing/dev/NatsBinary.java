package ticketing.dev;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A nats-server new enough for us: the machine's own, else one fetched earlier, else Debian's.
 *
 * @param executable where it is
 * @param version of its own telling
 */
record NatsBinary(Path executable, Runtime.Version version) {
  /** Scheduled messages by subject as expiration-svc uses them were tried from this one on. */
  static final Runtime.Version OLDEST = Runtime.Version.parse("2.15");

  private static final Pattern SAYS = Pattern.compile("nats-server: v(\\d+(?:\\.\\d+)*)");
  private static final String IN_CACHE = "nats-server-";
  private static final String BY_HAND =
      "nats-server %s or newer from https://nats.io/download or your system's packages, on the PATH"
          .formatted(OLDEST);

  /**
   * Finds or fetches one.
   *
   * @throws IllegalStateException when there is none, saying what to install
   */
  static NatsBinary find() {
    return onPath().orElseGet(() -> cached(UserCache.ofUser()));
  }

  private static Optional<NatsBinary> onPath() {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .map(folder -> Path.of(folder, "nats-server"))
        .flatMap(file -> usable(file).stream())
        .findFirst();
  }

  static NatsBinary cached(UserCache cache) {
    var folder =
        cache.get(
            NatsBinary::newest,
            empty -> {
              var fetched = DebianSid.ofThisMachine(BY_HAND).fetch("nats-server", empty);
              Files.move(fetched.resolve("usr/sbin/nats-server"), empty.resolve("nats-server"));
              Folders.delete(fetched);
              return IN_CACHE + usableOrRefused(empty).version();
            });
    return usableOrRefused(folder);
  }

  private static NatsBinary usableOrRefused(Path folder) {
    return usable(folder.resolve("nats-server"))
        .orElseThrow(() ->
            new IllegalStateException(
                "Debian's nats-server is older than %s; install a newer one on the PATH"
                    .formatted(OLDEST)));
  }

  private static Optional<Path> newest(Path cache) throws IOException {
    try (var folders = Files.list(cache)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith(IN_CACHE))
          .flatMap(folder -> usable(folder.resolve("nats-server")).stream())
          .max(Comparator.comparing(NatsBinary::version))
          .map(binary -> binary.executable().getParent());
    }
  }

  /** It, when it is there and new enough. */
  private static Optional<NatsBinary> usable(Path file) {
    if (!Files.isExecutable(file)) {
      return Optional.empty();
    }
    var says =
        Commands.run(Duration.ofSeconds(10), Map.of(), List.of(file.toString(), "--version"));
    return Optional.of(SAYS.matcher(says))
        .filter(matcher -> matcher.find())
        .map(matcher -> new NatsBinary(file, Runtime.Version.parse(matcher.group(1))))
        .filter(binary -> binary.version().compareTo(OLDEST) >= 0);
  }
}
