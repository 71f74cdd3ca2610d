package ticketing.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code make run} from outside, around applications that only serve. */
class DevIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir static Path project;

  @TempDir Path data;

  private final Map<String, String> environment = new HashMap<>();
  private List<ProcessHandle> started = List.of();

  @BeforeAll
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  static void build() throws IOException {
    FakeProject.in(project);
    // On a new machine they are fetched and unpacked first, which takes longer than any start.
    var nats = NatsBinary.find();
    assertThat(nats.executable()).exists();
    assertThat(PostgresBinaries.unpacked(UserCache.ofUser())).exists();
  }

  @AfterEach
  void endLeftovers() {
    started.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void showsWhereEverythingIsAndLeavesNothingBehind() throws Exception {
    var dev = start();
    awaitReady(dev);
    assertThat(output())
        .contains(
            "GraphQL          http://127.0.0.1:" + environment.get("GATEWAY_PORT") + "/graphql",
            "Playground       http://127.0.0.1:" + environment.get("GATEWAY_PORT") + "/playground",
            // This project has none.
            "not built, as there was no Node")
        .contains("admin http://127.0.0.1:" + environment.get("ORDERS_ADMIN_PORT"))
        .containsPattern("(?m)^orders     \\| is ready after [0-9.]+ s, process \\d+$")
        .containsPattern("(?m)^orders     \\| arguments server .*/orders-svc/config.yml$")
        .containsPattern("(?m)^ticketing  \\| Ticketing is ready after [0-9.]+ s\\.")
        .doesNotContain("\u001b[");
    dev.destroy();
    assertThat(dev.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(started).hasSizeGreaterThanOrEqualTo(9).noneMatch(ProcessHandle::isAlive);
    assertThat(output()).containsSubsequence("gateway", "drained", "tickets", "drained", "Ended");
    assertThat(output().lastIndexOf("drained"))
        .isLessThan(output().indexOf("database system is shut down"));
  }

  @Test
  void leavesNothingBehindWhenItIsKilled() throws Exception {
    var dev = start();
    awaitReady(dev);
    dev.destroyForcibly().waitFor();
    await().atMost(LIMIT).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void namesTheTakenPortAndStartsNothing() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      environment.put("NATS_PORT", Integer.toString(taken.getLocalPort()));
      var dev = start();
      assertThat(dev.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(dev.exitValue()).isEqualTo(1);
      assertThat(output())
          .contains("Port %d, wanted by nats, is taken".formatted(taken.getLocalPort()))
          .contains("set NATS_PORT to another")
          .doesNotContain("postgres");
    }
  }

  @Test
  void saysInALineWhyItsDataCannotBeKept() throws Exception {
    Files.createFile(data.resolve("kept"));
    var dev = start();
    assertThat(dev.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(dev.exitValue()).isEqualTo(1);
    assertThat(output()).contains(data.resolve("kept").toString()).doesNotContain("\tat ");
  }

  @Test
  void keepsItsDataUnlessItIsToStartFresh() throws Exception {
    var dev = start();
    awaitReady(dev);
    end(dev);
    var passwords = data.resolve("kept/postgres/passwords");
    var first = Files.readString(passwords);
    dev = start();
    awaitReady(dev);
    end(dev);
    assertThat(passwords).hasContent(first);
    environment.put("FRESH", "1");
    dev = start();
    awaitReady(dev);
    end(dev);
    assertThat(Files.readString(passwords)).isNotEqualTo(first);
  }

  private Process start() throws IOException {
    Ports.free()
        .byName()
        .forEach((name, port) ->
            environment.putIfAbsent(
                name.replace('-', '_').toUpperCase(Locale.ROOT) + "_PORT", Integer.toString(port)));
    environment.put("TICKETING_DATA", data.resolve("kept").toString());
    Files.deleteIfExists(outputFile());
    var builder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Dev.class.getName())
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(outputFile().toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private void awaitReady(Process dev) throws IOException {
    await().atMost(LIMIT).until(() -> !dev.isAlive() || output().contains("Ticketing is ready"));
    assertThat(output()).contains("Ticketing is ready");
    started = dev.toHandle().descendants().toList();
  }

  private static void end(Process dev) throws InterruptedException {
    dev.destroy();
    assertThat(dev.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private Path outputFile() {
    return data.resolve("output");
  }

  private String output() throws IOException {
    return Files.exists(outputFile()) ? Files.readString(outputFile()) : "";
  }
}
