package ticketing.gateway;

import static java.util.stream.Collectors.toMap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import ticketing.chassis.testing.Scrape;
import ticketing.dev.LocalNats;

/** The application itself in front of a world of stubs. */
final class Gateway implements AutoCloseable {

  private static final class Shared {
    // With time for a busy machine: how long calls may take is tested elsewhere.
    static final Gateway GATEWAY =
        start("calls.connect=5s", "calls.answer=20s", "calls.request=50s");
  }

  final World world = new World();
  private final HttpClient http = HttpClient.newHttpClient();
  private final DropwizardTestSupport<GatewayConfiguration> support;

  private Gateway(String... overrides) {
    var all =
        Stream.concat(
            Stream.of(
                "server.applicationConnectors[0].port=0",
                "server.adminConnectors[0].port=0",
                "logging.level=WARN",
                "events.url=" + LocalNats.shared().url(),
                "services.auth=" + world.auth.url(),
                "services.tickets=" + world.tickets.url(),
                "services.orders=" + world.orders.url(),
                "services.payments=" + world.payments.url()),
            Stream.of(overrides));
    support =
        new DropwizardTestSupport<>(
            GatewayApplication.class,
            "config.yml",
            // Of two for a key the latter counts.
            all
                .map(pair -> pair.split("=", 2))
                .collect(toMap(pair -> pair[0], pair -> pair[1], (_, latter) -> latter))
                .entrySet()
                .stream()
                .map(pair -> ConfigOverride.config(pair.getKey(), pair.getValue()))
                .toArray(ConfigOverride[]::new));
  }

  /** One for all tests that need no settings of their own; its world as new. */
  static Gateway shared() {
    Shared.GATEWAY.world.reset();
    return Shared.GATEWAY;
  }

  static Gateway start(String... overrides) {
    var gateway = new Gateway(overrides);
    try {
      gateway.support.before();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    gateway.world.reset();
    return gateway;
  }

  @Override
  public void close() {
    support.after();
    // It took its logging with it, and others log as much as can be from then on.
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
  }

  /** Signed in. */
  JsonNode ask(String query) {
    return ask(query, Map.of());
  }

  JsonNode ask(String query, Map<String, ?> variables) {
    return json(post(json(query, variables), "Authorization", "Bearer token"));
  }

  JsonNode askSignedOut(String query) {
    return json(post(json(query, Map.of())));
  }

  private static String json(String query, Map<String, ?> variables) {
    try {
      return Reply.JSON.writeValueAsString(Map.of("query", query, "variables", variables));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return tree(response);
  }

  static JsonNode tree(HttpResponse<String> response) {
    try {
      return Reply.JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<String> post(String body, String... headers) {
    var request = request().header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request() {
    return HttpRequest.newBuilder(uri("/graphql"));
  }

  /** The streams that are open, as Prometheus is told. */
  int subscriptions() {
    return (int) Scrape.of(admin()).value("subscriptions_open");
  }

  /** Its admin port. */
  URI admin() {
    return URI.create("http://127.0.0.1:" + support.getAdminPort());
  }

  int port() {
    return support.getLocalPort();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + support.getLocalPort() + path);
  }

  HttpResponse<String> get(String path, String... headers) {
    var request = HttpRequest.newBuilder(uri(path));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** What comes of a request line, whatever it is; all of it, headers too. */
  String raw(String line) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), support.getLocalPort())) {
      socket.setSoTimeout(10_000);
      var request = line + "\r\nHost: gateway\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
