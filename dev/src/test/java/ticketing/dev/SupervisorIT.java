package ticketing.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final URI door = URI.create("http://127.0.0.1:" + FreePorts.next());
  private Optional<Supervisor> running = Optional.empty();

  @AfterEach
  void end() {
    running.ifPresent(Supervisor::close);
  }

  @Test
  void aKilledProcessIsReportedAndComesBack() {
    var server = start(server());
    server.awaitReady(LIMIT);
    var first = server.pid();
    server.kill();
    assertThat(server.isReady()).isFalse();
    server.awaitReady(LIMIT);
    assertThat(server.pid()).isNotEqualTo(first);
    assertThat(log()).contains("was ended by signal 9; it starts again in 0.3 s");
  }

  @Test
  void onePutDownStaysDownUntilItIsStarted() {
    var server = start(server());
    server.awaitReady(LIMIT);
    server.crash();
    assertThatThrownBy(server::pid).hasMessage("server was stopped");
    assertThat(log()).doesNotContain("starts again");
    server.start();
    server.awaitReady(LIMIT);
  }

  @Test
  void thePauseGrowsWhileItKeepsDying() {
    start(program(List.of("sh", "-c", "echo hello; exit 7")));
    await()
        .atMost(LIMIT)
        .until(() -> log().contains("ended with code 7; it starts again in 1.0 s"));
    assertThat(log().lines().toList())
        .startsWith(
            "hello",
            "-- ended with code 7; it starts again in 0.3 s --",
            "hello",
            "-- ended with code 7; it starts again in 0.5 s --",
            "hello",
            "-- ended with code 7; it starts again in 1.0 s --");
  }

  @Test
  void onThatIsNeverReadySaysWhatItWrote() {
    var broken = start(program(List.of("sh", "-c", "echo no database; exit 1")));
    assertThatThrownBy(() -> broken.awaitReady(Duration.ofMillis(500)))
        .hasMessageStartingWith("server is not ready after 0.5 s");
    await().atMost(LIMIT).until(() -> log().contains("no database"));
  }

  @Test
  void aFrozenOneGoesOnWhenThawed() {
    var server = start(server());
    server.awaitReady(LIMIT);
    server.freeze();
    await().atMost(LIMIT).until(() -> state(server).equals("T"));
    server.thaw();
    await().atMost(LIMIT).until(() -> !state(server).equals("T"));
    assertThat(server.isReady()).isTrue();
  }

  @Test
  void evenAFrozenOneIsGoneOnceClosed() {
    var server = start(server());
    server.awaitReady(LIMIT);
    var process = ProcessHandle.of(server.pid()).orElseThrow();
    server.freeze();
    server.close();
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void closingGivesTimeToEndInOrder() {
    var goodbye = "trap 'echo goodbye; exit 0' TERM; echo up; while true; do sleep 0.1; done";
    var polite = start(program(List.of("sh", "-c", goodbye)));
    await().atMost(LIMIT).until(() -> log().contains("up"));
    polite.close();
    assertThat(log()).contains("goodbye").doesNotContain("starts again");
  }

  /** The parent is another JVM, as only its death can show that nothing stays. */
  @Test
  void childrenOfAKilledParentEndWithIt() throws Exception {
    var parent =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentOfSleep.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var child = ProcessHandle.of(Long.parseLong(parent.inputReader().readLine())).orElseThrow();
    assertThat(child.isAlive()).isTrue();
    parent.destroyForcibly().waitFor();
    await().atMost(LIMIT).until(() -> !child.isAlive());
  }

  private Supervisor start(Program program) {
    var supervisor = new Supervisor(program, new LogFiles(folder));
    running = Optional.of(supervisor);
    supervisor.start();
    return supervisor;
  }

  private Program server() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return program(
        List.of(
            java,
            "-m",
            "jdk.httpserver",
            "-b",
            "127.0.0.1",
            "-d",
            folder.toString(),
            "-p",
            Integer.toString(door.getPort())));
  }

  private Program program(List<String> command) {
    return new Program("server", command, Map.of(), folder, Probe.http(door), Signal.TERM);
  }

  private String log() {
    return new LogFiles(folder).of("server");
  }

  /** The state letter follows the command's name, which is in parentheses. */
  private static String state(Supervisor server) throws IOException {
    var stat = Files.readString(Path.of("/proc", Long.toString(server.pid()), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  }
}
