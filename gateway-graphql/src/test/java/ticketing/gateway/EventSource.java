package ticketing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** An answer's lines, as they come. */
final class EventSource implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final HttpResponse<InputStream> response;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  private EventSource(HttpResponse<InputStream> response) {
    this.response = response;
    Thread.ofVirtual().start(this::read);
  }

  /** Posts a document and accepts a stream. */
  static EventSource post(Gateway gateway, String query, String... headers) {
    try {
      var body = Reply.JSON.writeValueAsString(Map.of("query", query));
      return send(
          gateway
              .request()
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body)),
          headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EventSource send(HttpRequest.Builder request, String... headers) {
    request.header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new EventSource(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (var reader = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException closed) {
      // Cut off, or by the test itself: either way it is over.
      lines.add("cut off");
    }
    ended = true;
  }

  int status() {
    return response.statusCode();
  }

  String type() {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  List<String> lines() {
    return lines;
  }

  List<JsonNode> answers() {
    return lines.stream()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> tree(line.substring("data: ".length())))
        .toList();
  }

  static JsonNode tree(String json) {
    try {
      return Reply.JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode answer(Predicate<JsonNode> wanted) {
    return Objects.requireNonNull(
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(10))
            .until(
                () -> answers().stream().filter(wanted).findFirst().orElse(null),
                Objects::nonNull));
  }

  /** All that came. */
  List<String> toTheEnd() {
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10)).until(() -> ended);
    return lines;
  }

  /** Hangs up. */
  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
