package ticketing.gateway;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands in for one of our own services: answers as it is told, and keeps what it was asked. */
final class StubService {

  /** What the gateway asked. */
  record Call(
      String method,
      String path,
      Map<String, List<String>> query,
      Map<String, List<String>> headers,
      String body) {

    List<String> all(String parameter) {
      return query.getOrDefault(parameter, List.of());
    }

    @Nullable String header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }

    @Override
    public String toString() {
      return method + " " + path + " " + query.keySet();
    }
  }

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Function<Call, Reply> behaviour = _ -> Reply.bare(404);
  private HttpServer server = listen(0);

  private HttpServer listen(int port) {
    try {
      var listening =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      listening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      listening.createContext("/", this::handle);
      listening.start();
      return listening;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Nothing listens on its port any more. */
  void goAway() {
    server.stop(0);
  }

  void comeBack() {
    server.stop(0);
    server = listen(server.getAddress().getPort());
  }

  void answers(Function<Call, Reply> next) {
    calls.clear();
    behaviour = next;
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  Call onlyCall() {
    if (calls.size() != 1) {
      throw new AssertionError("expected one call but had " + calls);
    }
    return calls.getFirst();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var call =
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            query(exchange.getRequestURI()),
            exchange.getRequestHeaders(),
            body);
    calls.add(call);
    var reply = behaviour.apply(call);
    if (reply.hangsUp()) {
      exchange.close();
    } else if (reply.millis() == 0) {
      send(exchange, reply);
    } else {
      CompletableFuture.runAsync(
              () -> send(exchange, reply),
              CompletableFuture.delayedExecutor(reply.millis(), TimeUnit.MILLISECONDS))
          .join();
    }
  }

  private static void send(HttpExchange exchange, Reply reply) {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      if (reply.cookie() != null) {
        exchange.getResponseHeaders().set("Set-Cookie", reply.cookie());
      }
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, List<String>> query(URI uri) {
    if (uri.getRawQuery() == null) {
      return Map.of();
    }
    return Arrays.stream(uri.getRawQuery().split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(
            groupingBy(
                pair -> pair[0],
                mapping(pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), toList())));
  }
}
