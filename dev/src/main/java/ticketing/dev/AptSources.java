package ticketing.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where this machine gets its packages from, read from apt's files in /etc/apt. */
record AptSources(Path folder) {
  private static final String ELSE = "http://deb.debian.org/debian";

  /** A stanza of the newer format, or a line of the older. */
  private static final List<Pattern> URIS =
      List.of(
          Pattern.compile("(?m)^URIs:\\s*(\\S+)"),
          Pattern.compile("(?m)^deb\\s+(?:\\[[^]]*]\\s+)?(\\S+)"));

  static AptSources ofThisMachine() {
    return new AptSources(Path.of("/etc/apt"));
  }

  /** Debian's own archive, not that of its security updates, which has no sid. */
  String debian() {
    return files()
        .map(AptSources::read)
        .flatMap(text -> URIS.stream().flatMap(pattern -> pattern.matcher(text).results()))
        .map(match -> match.group(1).replaceAll("/+$", ""))
        .filter(uri -> uri.startsWith("http") && uri.contains("/debian"))
        .filter(uri -> !uri.contains("security"))
        .findFirst()
        .orElse(ELSE);
  }

  private Stream<Path> files() {
    return Stream.of("sources.list.d/debian.sources", "sources.list")
        .map(folder::resolve)
        .filter(Files::isReadable);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
