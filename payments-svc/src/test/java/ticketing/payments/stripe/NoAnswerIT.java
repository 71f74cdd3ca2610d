package ticketing.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.observe.Secret;
import ticketing.contracts.Money;
import ticketing.payments.stripe.Answer.Refused;
import ticketing.payments.stripe.Answer.Silence;

/** Whatever is not Stripe's word on a call: then its idempotency key must stay. */
class NoAnswerIT {

  /** What a server does with a request. */
  @FunctionalInterface
  private interface Server {
    void handle(HttpExchange exchange) throws IOException;
  }

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final HttpServer server = listen();
  private final StripeGateway stripe = gateway(server.getAddress().getPort(), LONG);

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertSilent(gateway(port, LONG).ask(new StripeCall.Read("pi_1")));
  }

  @Test
  void theConnectionIsClosed() {
    serve(HttpExchange::close);
    assertSilent(capture());
    // The JDK itself sends such a request a second time, and with the same key.
    assertThat(keys).hasSizeBetween(1, 2).containsOnly("capture:1:0");
  }

  @Test
  void noAnswerComesInTime() {
    var end = new CountDownLatch(1);
    serve(exchange -> {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    var impatient = gateway(server.getAddress().getPort(), SHORT);
    long begun = System.nanoTime();
    assertSilent(impatient.ask(new StripeCall.Capture("pi_1", "capture:1:0")));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SHORT, LONG);
    await().untilAsserted(() -> assertThat(keys).containsExactly("capture:1:0"));
    end.countDown();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "null",
        "<html>",
        "{\"id\":\"pi_1\",\"status\":\"brand_new\"}"
      })
  void whatComesCannotBeRead(String body) {
    serve(exchange -> answer(exchange, 200, body));
    assertSilent(capture());
  }

  @Test
  void whatCannotBeReadIsNotLogged() {
    serve(exchange -> answer(exchange, 200, "{\"client_secret\":\"pi_1_secret\", \"id\": {"));
    assertThat(((Silence) capture()).why()).doesNotContain("pi_1_secret");
  }

  @Test
  void theAnswerBreaksOffInTheMiddle() {
    serve(exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write("{\"id\":".getBytes(StandardCharsets.UTF_8));
      exchange.close();
    });
    assertSilent(capture());
  }

  /** The call that has the key is not over: what comes of it is told by the same key later. */
  @Test
  void theKeyIsInUse() {
    serve(exchange ->
        answer(exchange, 409, error("invalid_request_error", "idempotency_key_in_use")));
    assertSilent(capture());
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 409, 429, 500, 503})
  void anErrorIsAnAnswer(int status) {
    serve(exchange -> answer(exchange, status, error("api_error", "lock_timeout")));
    assertThat(capture()).isEqualTo(new Refused(status, "lock_timeout", "no; code: lock_timeout"));
    assertThat(keys).containsExactly("capture:1:0");
  }

  @Test
  void aDifferentCardErrorOfStripesIsADecline() {
    serve(exchange ->
        answer(exchange, 402, "{\"error\":{\"type\":\"card_error\",\"message\":\"no\"}}"));
    assertThat(capture()).isEqualTo(new Answer.CardError("card_declined", null));
  }

  @Test
  void everyCallThatChangesSomethingHasItsKey() {
    serve(exchange -> answer(exchange, 500, error("api_error", "none")));
    var id = new UUID(0, 1);
    var answers =
        List.of(
            stripe.ask(new StripeCall.Create(id, id, new Money(1500, "usd"), "a")),
            stripe.ask(new StripeCall.Confirm("pi_1", "pm_1", "b")),
            stripe.ask(new StripeCall.Capture("pi_1", "c")),
            stripe.ask(new StripeCall.Cancel("pi_1", "d")),
            stripe.ask(new StripeCall.Refund("pi_1", "e")),
            stripe.ask(new StripeCall.Read("pi_1")));
    assertThat(answers).hasOnlyElementsOfType(Refused.class);
    assertThat(keys.subList(0, 5)).containsExactly("a", "b", "c", "d", "e");
    assertThat(keys).hasSize(6).last().isEqualTo("null");
  }

  private Answer capture() {
    return stripe.ask(new StripeCall.Capture("pi_1", "capture:1:0"));
  }

  private static void assertSilent(Answer answer) {
    assertThat(answer).isInstanceOf(Silence.class);
    assertThat(answer.isFromStripe()).isFalse();
    assertThat(((Silence) answer).why()).isNotBlank();
  }

  private static String error(String type, String code) {
    return "{\"error\":{\"type\":\"%s\",\"code\":\"%s\",\"message\":\"no\"}}".formatted(type, code);
  }

  private void serve(Server handler) {
    server.createContext(
        "/",
        exchange -> {
          keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
          handler.handle(exchange);
        });
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static HttpServer listen() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StripeGateway gateway(int port, Duration timeout) {
    var config =
        new StripeConfig("http://127.0.0.1:" + port, new Secret("sk_test_x"), "test", Secret.NONE);
    return new StripeGateway(config, timeout, timeout);
  }
}
