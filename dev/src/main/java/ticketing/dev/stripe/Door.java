package ticketing.dev.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP, and HTTP only: who asks, how the request is written, how the answer is. */
final class Door implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final int MAX_KEY_LENGTH = 255;

  private final Routes routes;
  private final Workbench workbench;
  private final String secretKey;
  private final Consumer<String> onChange;

  /**
   * Opens the door to a ledger.
   *
   * @param onChange told of each change that is asked for
   */
  Door(Ledger ledger, Faults faults, String secretKey, Consumer<String> onChange) {
    this.routes = new Routes(ledger);
    this.workbench = new Workbench(ledger, faults);
    this.secretKey = secretKey;
    this.onChange = onChange;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().startsWith("/v1/")) {
        api(exchange);
      } else {
        workbench(exchange);
      }
    }
  }

  private void workbench(HttpExchange exchange) throws IOException {
    var method = exchange.getRequestMethod();
    var path = exchange.getRequestURI().getPath();
    var reply = reply(exchange, method, path);
    if (!method.equals("GET")) {
      onChange.accept("%s %s %d".formatted(method, path, reply.status()));
    }
    var location = reply.location();
    if (location != null) {
      exchange.getResponseHeaders().set("Location", location);
    }
    send(exchange, reply.status(), reply.type(), reply.body());
  }

  private Reply reply(HttpExchange exchange, String method, String path) throws IOException {
    String requestId = Ids.next("req");
    try {
      var sent = Form.parse(method.equals("POST") ? body(exchange) : query(exchange));
      return workbench.answer(method, path, sent, requestId);
    } catch (StripeError e) {
      return Reply.text(e.status(), e.message());
    } catch (RuntimeException e) {
      LOG.error("{} failed", requestId, e);
      return Reply.text(500, StripeError.internal().message());
    }
  }

  /** Closing the exchange without an answer drops the connection. */
  private void api(HttpExchange exchange) throws IOException {
    String requestId = Ids.next("req");
    var answered = answer(exchange, requestId);
    if (answered.isEmpty()) {
      return;
    }
    var answer = answered.get();
    var headers = exchange.getResponseHeaders();
    headers.set("Request-Id", requestId);
    if (exchange.getRequestHeaders().containsKey("Idempotency-Key")) {
      headers.set("Original-Request", answer.requestId());
    }
    if (!answer.requestId().equals(requestId)) {
      headers.set("Idempotent-Replayed", "true");
    }
    if (exchange.getRequestMethod().equals("POST")) {
      onChange.accept("POST %s %d".formatted(exchange.getRequestURI().getPath(), answer.status()));
    }
    send(exchange, answer.status(), "application/json", answer.body());
  }

  private Optional<Answer> answer(HttpExchange exchange, String requestId) throws IOException {
    try {
      String credential = exchange.getRequestHeaders().getFirst("Authorization");
      String path = exchange.getRequestURI().getPath();
      if (credential == null && exchange.getRequestMethod().equals("POST")) {
        return buyersAnswer(exchange, path, requestId);
      }
      authenticate(credential);
      return switch (exchange.getRequestMethod()) {
        case "GET" -> routes.read(path, Form.parse(query(exchange)), requestId);
        case "POST" -> routes.write(path, Form.parse(body(exchange)), key(exchange), requestId);
        default -> throw StripeError.unrecognized(exchange.getRequestMethod(), path);
      };
    } catch (StripeError e) {
      return Optional.of(Answer.of(e, requestId));
    } catch (RuntimeException e) {
      LOG.error("{} failed", requestId, e);
      return Optional.of(Answer.of(StripeError.internal(), requestId));
    }
  }

  /** To a page of the seller's, which is of another origin. */
  private Optional<Answer> buyersAnswer(HttpExchange exchange, String path, String requestId)
      throws IOException {
    var form = BuyersForm.among(path, Form.parse(body(exchange)));
    if (form.isEmpty()) {
      throw StripeError.noKey();
    }
    exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
    return routes.write(path, form.get(), null, requestId);
  }

  /** Bearer, or Basic with the key as the user's name. */
  private void authenticate(@Nullable String header) {
    if (header == null) {
      throw StripeError.noKey();
    }
    var basic = Base64.getEncoder().encodeToString((secretKey + ":").getBytes(UTF_8));
    if (!header.equals("Bearer " + secretKey) && !header.equals("Basic " + basic)) {
      throw StripeError.unauthenticated("Invalid API Key provided.");
    }
  }

  private static @Nullable String key(HttpExchange exchange) {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (key != null && (key.isEmpty() || key.length() > MAX_KEY_LENGTH)) {
      throw StripeError.invalid("Idempotency keys have 1 to 255 characters.", null);
    }
    return key;
  }

  private static String query(HttpExchange exchange) {
    return Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
  }

  private static String body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw StripeError.invalid("The stand-in takes bodies of up to 64 KiB.", null);
    }
    return new String(body, UTF_8);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
