package ticketing.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the build of {@code web/} left in this jar.
 *
 * @param root where, in the class path
 */
record WebFiles(String root) {

  // No slash, and no dot in front: nothing outside of the folder.
  private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*\\.([a-z0-9]+)");

  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "svg", "image/svg+xml",
          "ttf", "font/ttf",
          "woff2", "font/woff2");

  /**
   * A file.
   *
   * @param type its media type
   */
  record WebFile(String type, byte[] content) {}

  /** A page; none where the pages were not built. */
  Optional<WebFile> page(String name) {
    return read("/", name + ".html");
  }

  /** What a page loads; its name changes with its content. */
  Optional<WebFile> asset(String name) {
    return read("/assets/", name);
  }

  private Optional<WebFile> read(String folder, String name) {
    var matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String type = TYPES.get(matcher.group(1));
    try (InputStream in = WebFiles.class.getResourceAsStream(root + folder + name)) {
      return in == null || type == null
          ? Optional.empty()
          : Optional.of(new WebFile(type, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
