package ticketing.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's folders: its modules, and the Java files that they are built of. */
final class HouseRulesTree {

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private HouseRulesTree() {}

  /** Where the modules lie: the folder above this one's. */
  static Path root() {
    Path here = Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize();
    Path root = here.getParent();
    if (root == null || !Files.isRegularFile(root.resolve("pom.xml"))) {
      throw new IllegalStateException(here + " is not a module's folder");
    }
    return root;
  }

  /** The modules that the root pom names, so that no new one is forgotten. */
  static List<Path> modules() {
    Path root = root();
    return MODULE
        .matcher(read(root.resolve("pom.xml")))
        .results()
        .map(module -> root.resolve(module.group(1)))
        .toList();
  }

  /** Java files under {@code src/main/java} of all modules. */
  static List<Path> mainFiles() {
    return javaFiles("src/main/java");
  }

  /** Java files under {@code src/test/java} of all modules. */
  static List<Path> testFiles() {
    return javaFiles("src/test/java");
  }

  /** The module that the file is of. */
  static String module(Path file) {
    return root().relativize(file).getName(0).toString();
  }

  /** The file as messages name it. */
  static String name(Path file) {
    return root().relativize(file).toString();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> javaFiles(String folder) {
    return modules().stream()
        .map(module -> module.resolve(folder))
        .filter(Files::isDirectory)
        .flatMap(HouseRulesTree::javaFilesUnder)
        .toList();
  }

  private static Stream<Path> javaFilesUnder(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(path -> path.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
