package ticketing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.testing.NodeProject;

/** The reference client of graphql-sse, npm's, as a process with any number of subscriptions. */
final class SseClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final List<JsonNode> said = new CopyOnWriteArrayList<>();

  private SseClient(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  static SseClient start() throws Exception {
    var project = NodeProject.install(Path.of("src/test/graphql-sse"), "graphql-sse");
    return new SseClient(
        new ProcessBuilder("node", "client.mjs")
            .directory(project.folder().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private void read() {
    try (var lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(Reply.JSON.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins a subscription, which goes on by itself soon after its connection was lost. */
  void subscribe(String id, Gateway gateway, String query, @Nullable String token) {
    var command = new LinkedHashMap<String, Object>();
    command.put("id", id);
    command.put("url", gateway.uri("/graphql").toString());
    command.put("query", query);
    command.put("retryMillis", 100);
    if (token != null) {
      command.put("token", token);
    }
    tell(command);
  }

  void unsubscribe(String id) {
    tell(Map.of("id", id));
  }

  void goOnWith(String id, String token) {
    tell(Map.of("id", id, "token", token));
  }

  private void tell(Map<String, ?> command) {
    try {
      var out = process.getOutputStream();
      out.write((Reply.JSON.writeValueAsString(command) + "\n").getBytes(UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that came of a subscription. */
  List<JsonNode> said(String id) {
    return said.stream().filter(line -> line.path("id").asText().equals(id)).toList();
  }

  /** The answers that a subscription got. */
  List<JsonNode> answers(String id) {
    return said(id).stream()
        .filter(line -> line.has("next"))
        .map(line -> line.get("next"))
        .toList();
  }

  /** The first answer that is so. */
  JsonNode answer(String id, Predicate<JsonNode> wanted) {
    return await()
        .alias(id)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> answers(id).stream().filter(wanted).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  void awaitEnd(String id) {
    await().atMost(PATIENCE).until(() -> said(id).stream().anyMatch(line -> line.has("complete")));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
