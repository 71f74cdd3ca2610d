package ticketing.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs for Node, with the packages of npm that they name, in a folder below {@code target}.
 *
 * @param folder where they are run
 */
public record NodeProject(Path folder) {

  /**
   * What a program printed.
   *
   * @param exit its exit code; -1 where it did not end within two minutes
   */
  public record Outcome(int exit, String output) {}

  /**
   * Copies the files of a folder, and installs what its {@code package-lock.json} names, unless the
   * last run did. Where Node is missing, the test is skipped.
   */
  public static NodeProject install(Path from, String name) throws Exception {
    for (String tool : List.of("node", "npm")) {
      assumeTrue(isOnPath(tool), tool + " is missing: install Node 20 or newer (apt install npm)");
    }
    var project =
        new NodeProject(Files.createDirectories(Path.of("target", name)).toAbsolutePath());
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, project.folder.resolve(file.getFileName()));
      }
    }
    Path lock = project.folder.resolve("package-lock.json");
    Path installed = project.folder.resolve("node_modules").resolve("installed.json");
    if (!Files.exists(installed) || Files.mismatch(installed, lock) >= 0) {
      Outcome npm = project.run("npm", "ci", "--prefer-offline");
      assertThat(npm.exit()).as(npm.output()).isZero();
      copy(lock, installed);
    }
    return project;
  }

  private static boolean isOnPath(String tool) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Runs a command to its end. */
  public Outcome run(String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "run", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      return new Outcome(ended ? process.exitValue() : -1, Files.readString(log));
    } finally {
      process.destroyForcibly();
      Files.delete(log);
    }
  }
}
