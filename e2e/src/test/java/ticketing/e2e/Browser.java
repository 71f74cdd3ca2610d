package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Playwright on Chromium, with the tests of {@code web/tests}. */
final class Browser {

  private static final Path WEB = Path.of("../web").toAbsolutePath().normalize();
  private static final Path CHROMIUM =
      Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
  private static final int MINUTES = 4;

  /**
   * One of its tests.
   *
   * @param failure what went wrong; empty when nothing did
   */
  record Spec(String title, String failure) {}

  private Browser() {}

  /** Skips the test, loudly, where something is missing. */
  static void assumeReady() {
    boolean node =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
    assumeTrue(node, "no Node, so the pages are not tested: install it (apt-get install npm)");
    assumeTrue(
        Files.isExecutable(CHROMIUM),
        CHROMIUM
            + " is missing, so the pages are not tested: install it (apt-get install chromium)"
            + " or name another by CHROMIUM");
    assumeTrue(
        Files.exists(WEB.resolve("node_modules/@playwright/test")),
        "the pages are not built, so they are not tested: run make pages");
  }

  /** Runs them all, and tells of each. */
  static List<Spec> run(Map<String, String> environment) throws Exception {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    Path report = target.resolve("playwright.json");
    Path log = target.resolve("playwright.log");
    Files.deleteIfExists(report);
    var builder =
        new ProcessBuilder("node", "node_modules/@playwright/test/cli.js", "test")
            .directory(WEB.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("CHROMIUM", CHROMIUM.toString());
    builder.environment().put("PLAYWRIGHT_JSON_OUTPUT_FILE", report.toString());
    Process playwright = builder.start();
    try {
      assertThat(playwright.waitFor(MINUTES, TimeUnit.MINUTES)).as(() -> text(log)).isTrue();
    } finally {
      playwright.descendants().forEach(ProcessHandle::destroy);
      playwright.destroy();
    }
    assertThat(report).as(() -> text(log)).exists();
    JsonNode told = new ObjectMapper().readTree(report.toFile());
    assertThat(told.path("errors")).as("%s", told.path("errors")).isEmpty();
    var specs = new ArrayList<Spec>();
    told.path("suites").forEach(suite -> collect(suite, "", specs));
    return specs;
  }

  private static void collect(JsonNode suite, String above, List<Spec> specs) {
    String title = above + suite.path("title").asText() + ": ";
    suite.path("specs").forEach(spec -> specs.add(spec(spec, title)));
    suite.path("suites").forEach(inner -> collect(inner, title, specs));
  }

  private static Spec spec(JsonNode spec, String above) {
    String title = above + spec.path("title").asText();
    if (spec.path("ok").asBoolean()) {
      return new Spec(title, "");
    }
    var failure = new StringBuilder(title);
    spec.findValues("message").forEach(message -> failure.append('\n').append(message.asText()));
    return new Spec(title, failure.toString());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
