package ticketing.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Maven made of this project: jars, and beside each the list of those that it needs.
 *
 * @param root the project's folder
 */
record Build(Path root) {
  /**
   * The one around the working directory.
   *
   * @throws IllegalStateException when this is not run inside of the project
   */
  static Build find() {
    var here = Path.of("").toAbsolutePath();
    return Stream.iterate(here, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.isRegularFile(folder.resolve("dev/pom.xml")))
        .findFirst()
        .map(Build::new)
        .orElseThrow(() -> new IllegalStateException(here + " is not inside of the project"));
  }

  Path module(String module) {
    return root.resolve(module);
  }

  /**
   * The command that runs a main class of a module.
   *
   * @throws IllegalStateException when the module is not built
   */
  List<String> java(List<String> options, String module, String main, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(archive(module));
    command.addAll(List.of("-cp", classpath(module), main));
    command.addAll(arguments);
    return command;
  }

  /**
   * Loaded classes, kept by the JVM at its first end in order and made anew when a jar has changed:
   * halves the time of a start (2.4 s to 1.2 s).
   */
  private List<String> archive(String module) {
    var file = module(module).resolve("target/classes.jsa");
    return List.of(
        "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file, "-Xlog:cds*=off");
  }

  /** Jars only, as a class folder would keep a JVM from using an archive of loaded classes. */
  private String classpath(String module) {
    var target = module(module).resolve("target");
    var needed = target.resolve("classpath");
    try {
      if (!Files.exists(needed)) {
        throw new IllegalStateException(module + " is not built: run `make run` or `mvn package`");
      }
      return jar(module, target) + ":" + Files.readString(needed).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar(String module, Path target) throws IOException {
    try (var jars = Files.newDirectoryStream(target, module + "-[0-9]*.jar")) {
      for (var jar : jars) {
        if (!jar.toString().matches(".*-(tests|sources|javadoc)\\.jar")) {
          return jar;
        }
      }
    }
    throw new IllegalStateException("no jar of " + module + " in " + target);
  }
}
