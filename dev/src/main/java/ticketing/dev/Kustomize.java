package ticketing.dev;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Builds Kubernetes' manifests: the machine's own kustomize if it is new enough, else Debian's. */
public final class Kustomize {
  private static final Runtime.Version OLDEST = Runtime.Version.parse("5.4");
  private static final Pattern SAYS = Pattern.compile("v(\\d+(?:\\.\\d+)*)");
  private static final String NAME = "kustomize";
  // Debian's own does not say which version it is; sid's is new enough.
  private static final String IN_CACHE = "kustomize-sid";
  private static final String BY_HAND =
      "kustomize %s or newer from https://kubectl.docs.kubernetes.io/installation/kustomize, on the PATH"
          .formatted(OLDEST);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Path executable;

  private Kustomize(Path executable) {
    this.executable = executable;
  }

  /**
   * Finds or fetches one.
   *
   * @throws IllegalStateException when there is none, saying what to install
   */
  public static Kustomize find() {
    return new Kustomize(onPath().orElseGet(() -> cached(UserCache.ofUser())));
  }

  /**
   * What a folder's kustomization makes, as YAML documents.
   *
   * @throws IllegalStateException when it cannot be built, with what kustomize said
   */
  public String build(Path folder) {
    try {
      // Warnings stay out of it.
      var built = Files.createTempFile(NAME, ".yaml");
      try {
        Commands.run(
            LIMIT,
            Map.of(),
            List.of(executable.toString(), "build", folder.toString(), "-o", built.toString()));
        return Files.readString(built);
      } finally {
        Files.delete(built);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> onPath() {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .map(folder -> Path.of(folder, NAME))
        .filter(Kustomize::isNewEnough)
        .findFirst();
  }

  private static boolean isNewEnough(Path file) {
    if (!Files.isExecutable(file)) {
      return false;
    }
    var says = Commands.run(LIMIT, Map.of(), List.of(file.toString(), "version"));
    return SAYS.matcher(says)
        .results()
        .map(match -> Runtime.Version.parse(match.group(1)))
        .anyMatch(version -> version.compareTo(OLDEST) >= 0);
  }

  private static Path cached(UserCache cache) {
    return cache
        .get(
            folder ->
                Optional.of(folder.resolve(IN_CACHE))
                    .filter(found -> Files.isExecutable(found.resolve(NAME))),
            empty -> {
              var fetched = DebianSid.ofThisMachine(BY_HAND).fetch(NAME, empty);
              Files.move(fetched.resolve("usr/bin/" + NAME), empty.resolve(NAME));
              Folders.delete(fetched);
              return IN_CACHE;
            })
        .resolve(NAME);
  }
}
