package ticketing.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ticketing.contracts.events.Events;

/**
 * AsyncAPI's own parser, from npm, takes contracts' asyncapi.yaml. Here rather than in contracts,
 * which all else waits for.
 */
class AsyncApiIT {

  private static final Path CONTRACTS = Path.of("../contracts").toAbsolutePath().normalize();
  private static final Path DOCUMENT = CONTRACTS.resolve("src/main/resources/asyncapi.yaml");
  private static final Path CHECKER = Path.of("target/asyncapi").toAbsolutePath();

  /** Installs what package-lock.json names, unless the last run did. */
  @BeforeAll
  static void install() throws Exception {
    for (String tool : new String[] {"node", "npm"}) {
      assumeTrue(isOnPath(tool), tool + " is missing: install Node 20 or newer (apt install npm)");
    }
    Path lock = Path.of("package-lock.json");
    Path installed = CHECKER.resolve("node_modules").resolve("installed.json");
    Files.createDirectories(CHECKER);
    for (String name : new String[] {"package.json", lock.toString(), ".npmrc", "check.mjs"}) {
      copy(CONTRACTS.resolve("asyncapi").resolve(name), CHECKER.resolve(name));
    }
    if (!Files.exists(installed) || Files.mismatch(installed, CHECKER.resolve(lock)) >= 0) {
      Outcome npm = run("npm", "ci", "--prefer-offline");
      assertThat(npm.exit()).as(npm.output()).isZero();
      copy(CHECKER.resolve(lock), installed);
    }
  }

  @Test
  void theParserHasNothingToSay() throws Exception {
    Outcome parser = run("node", "check.mjs", DOCUMENT.toString());
    assertThat(parser.exit()).as(parser.output()).isZero();
    assertThat(parser.output()).startsWith("AsyncAPI 3.");
  }

  @Test
  void theParserRefusesWhatRefersToNothing() throws Exception {
    String missing = "schemas/" + Events.TICKET_CREATED.name() + ".json";
    Path broken = CHECKER.resolve("broken.yaml");
    Files.writeString(broken, Files.readString(DOCUMENT));
    Outcome parser = run("node", "check.mjs", broken.toString());
    assertThat(parser.exit()).isEqualTo(1);
    assertThat(parser.output()).contains(missing);
  }

  private static boolean isOnPath(String tool) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Outcome run(String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(CHECKER, "run", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(CHECKER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      return new Outcome(
          ended ? process.exitValue() : -1, Files.readString(log, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
      Files.delete(log);
    }
  }

  private record Outcome(int exit, String output) {}
}
