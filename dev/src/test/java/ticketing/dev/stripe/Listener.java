package ticketing.dev.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Who hears of the stand-in's events, and reads them as stripe-java does. */
final class Listener implements AutoCloseable {

  static final String SECRET = "whsec_test";

  private static final long TOLERANCE_SECONDS = 300;

  private final HttpServer server;
  private final List<Event> heard = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  /**
   * Listens.
   *
   * @param now what the stand-in's clock shows
   */
  Listener(Supplier<Instant> now) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var signature = exchange.getRequestHeaders().getFirst("Stripe-Signature");
            heard.add(read(body, signature, now.get()));
            exchange.sendResponseHeaders(status, -1);
          }
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
  }

  /** What it answers from now on. */
  void answer(int next) {
    status = next;
  }

  /** All that was ever sent about an intent, in the order in which it came. */
  List<Event> heard(String intentId) {
    return heard.stream().filter(event -> event.toJson().contains(intentId)).toList();
  }

  List<String> types(String intentId) {
    return heard(intentId).stream().map(Event::getType).toList();
  }

  private static Event read(String body, String signature, Instant now) {
    try {
      var clock = Clock.fixed(now, ZoneOffset.UTC);
      return Webhook.constructEvent(body, signature, SECRET, TOLERANCE_SECONDS, clock);
    } catch (SignatureVerificationException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
