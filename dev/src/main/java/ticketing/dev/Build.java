package ticketing.dev;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Maven made of this project: jars, and beside each the list of those that it needs.
 *
 * @param root the project's folder
 */
public record Build(Path root) {

  /** For a quick start on a small machine; what serves for long is better off without the first. */
  static final List<String> QUICK =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-XX:+UseSerialGC",
          "-Xmx512m",
          "-XX:+ExitOnOutOfMemoryError",
          "--sun-misc-unsafe-memory-access=allow");

  /**
   * The one around the working directory.
   *
   * @throws IllegalStateException when this is not run inside of the project
   */
  public static Build find() {
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
   * The command that runs a main class of a module, on a JVM that starts quickly.
   *
   * @throws IllegalStateException when the module is not built
   */
  public List<String> java(String module, String main, String... arguments) {
    return java(QUICK, module, main, List.of(arguments));
  }

  /**
   * The command that runs a main class of a module.
   *
   * @throws IllegalStateException when the module is not built
   */
  List<String> java(List<String> options, String module, String main, List<String> arguments) {
    var classpath = classpath(module);
    var purpose = arguments.isEmpty() ? main : arguments.getFirst();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(archive(module(module).resolve("target/" + purpose + ".jsa"), classpath));
    command.addAll(List.of("-cp", classpath, main));
    command.addAll(arguments);
    return command;
  }

  /**
   * Loaded classes, kept by the JVM at its first end in order: takes a third off a start's work
   * (payments-svc: 3.3 s to 2.1 s of CPU). Of another JVM it makes them anew by itself, but of
   * other jars it does not. No {@code --enable-native-access} beside it: with that, JDK 25 does not
   * take them.
   */
  private static List<String> archive(Path file, String classpath) {
    try {
      if (Files.exists(file) && isOlder(file, classpath)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file, "-Xlog:cds*=off");
  }

  private static boolean isOlder(Path file, String classpath) throws IOException {
    var made = Files.getLastModifiedTime(file);
    for (var jar : classpath.split(File.pathSeparator, -1)) {
      if (Files.getLastModifiedTime(Path.of(jar)).compareTo(made) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Jars only, as a class folder would keep a JVM from using an archive of loaded classes. */
  private String classpath(String module) {
    var target = module(module).resolve("target");
    var needed = target.resolve("classpath");
    try {
      if (!Files.exists(needed)) {
        throw new IllegalStateException(module + " is not built: run `make run` or `mvn package`");
      }
      return Stream.of(jar(module, target).toString(), Files.readString(needed).strip())
          .filter(jars -> !jars.isEmpty())
          .collect(Collectors.joining(File.pathSeparator));
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
