package ticketing.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Commands that end by themselves. */
final class Commands {
  private Commands() {}

  /** Runs one within {@code limit} and returns what it wrote to both outputs. */
  static String run(Duration limit, Map<String, String> environment, List<String> command) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var output = CompletableFuture.supplyAsync(() -> all(process), Commands::inThreadOfItsOwn);
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "`%s` took over %d s".formatted(String.join(" ", command), limit.toSeconds()));
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            "`%s` failed:%n%s".formatted(String.join(" ", command), output.join()));
      }
      return output.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + command.getFirst(), e);
    }
  }

  /** The common pool's few threads may all be waiting for this very output. */
  private static void inThreadOfItsOwn(Runnable reading) {
    Thread.ofPlatform().daemon().name("command-output").start(reading);
  }

  private static String all(Process process) {
    try (var reader = process.inputReader()) {
      return reader.readAllAsString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
