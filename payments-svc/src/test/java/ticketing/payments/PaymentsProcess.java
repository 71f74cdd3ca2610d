package ticketing.payments;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ticketing.chassis.testing.RestClient;
import ticketing.dev.Build;

/** payments-svc in a process of its own, as it is run: it can be killed. */
final class PaymentsProcess {

  // Linux ends it when the thread that started it ends, and that one never does.
  private static final ExecutorService PARENT =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("parent-of-processes").factory());
  private static final Path BOUND = Path.of("/usr/bin/setpriv");
  private final Process process;
  private final RestClient client;

  private PaymentsProcess(Process process, RestClient client) {
    this.process = process;
    this.client = client;
  }

  /**
   * Starts one at this port.
   *
   * @param environment what {@code config.yml} is told
   * @param log where its output is added
   */
  static PaymentsProcess start(int port, Map<String, String> environment, File log) {
    var command = new ArrayList<String>();
    if (Files.isExecutable(BOUND)) {
      command.addAll(List.of(BOUND.toString(), "--pdeathsig", "KILL", "--"));
    }
    command.addAll(
        Build.find()
            .java("payments-svc", PaymentsApplication.class.getName(), "server", "config.yml"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.environment().putAll(environment);
    builder.environment().putAll(Map.of("PORT", String.valueOf(port), "ADMIN_PORT", "0"));
    var process = CompletableFuture.supplyAsync(() -> started(builder), PARENT).join();
    return new PaymentsProcess(
        process, new RestClient(URI.create("http://127.0.0.1:%d".formatted(port))));
  }

  private static Process started(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PaymentsProcess awaitReady() {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> isReady() || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("payments-svc ended with " + process.exitValue());
    }
    return this;
  }

  private boolean isReady() {
    try {
      return client.get("/health-check?type=ready").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Calls it, signed out. */
  RestClient client() {
    return client;
  }

  /** Ends it by SIGKILL, and waits until it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Ends it in order. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }
}
