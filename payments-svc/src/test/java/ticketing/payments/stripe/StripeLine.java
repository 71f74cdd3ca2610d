package ticketing.payments.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** The line from payments-svc to Stripe: remembers what went over it, and can be cut. */
public final class StripeLine implements AutoCloseable {

  /**
   * A request as it was sent.
   *
   * @param key its idempotency key; empty for one that only reads
   */
  public record Call(String method, String path, String key) {

    /** Without the charge's id, as this is long: {@code capture:2}. */
    String shortKey(UUID chargeId) {
      return key.replace(":" + chargeId, "");
    }

    /** Whether it only reads. */
    public boolean isRead() {
      return method.equals("GET");
    }

    /** Whether it is a step's: create, confirm, capture, cancel or refund. */
    public boolean is(String step) {
      return key.startsWith(step + ":");
    }
  }

  /** What becomes of a call. */
  public enum Passage {
    FREE,
    /** The connection is closed before anybody hears of it. */
    CUT,
    /** It is done, and the connection is closed before its answer. */
    ANSWER_LOST,
    /** It is not done, and answered with status 500. */
    ERROR,
    /** It is done, and answered with status 500. */
    DONE_BUT_ERROR,
    /** It is not done, and never will be: answered with status 400. */
    NEVER
  }

  private static final String NEVER =
      """
      {"error": {"type": "invalid_request_error", "code": "charge_disputed", "message": "No."}}
      """;
  private static final String ERROR =
      """
      {"error": {"type": "api_error", "message": "An error occurred."}}
      """;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newBuilder().executor(threads).build();
  private final URI stripe;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Function<Call, Passage> rule = call -> Passage.FREE;
  private volatile Consumer<Call> beforeAnswer = call -> {};

  private StripeLine(HttpServer server, URI stripe) {
    this.server = server;
    this.stripe = stripe;
  }

  /** To Stripe's API there, free for all. */
  public static StripeLine to(URI stripe) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var line = new StripeLine(server, stripe);
      server.setExecutor(line.threads);
      server.createContext("/", line::pass);
      server.start();
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Decides about each call from now on; it may keep one waiting. */
  public void rule(Function<Call, Passage> newRule) {
    rule = newRule;
  }

  /** Is told of each call that passed, when it is done and not answered yet. */
  public void beforeAnswer(Consumer<Call> listener) {
    beforeAnswer = listener;
  }

  /** Passes when the latch is open. */
  public static Passage after(CountDownLatch latch) {
    try {
      latch.await();
      return Passage.FREE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Passage.CUT;
    }
  }

  /** Lets everything pass again. */
  public void mend() {
    rule = call -> Passage.FREE;
  }

  /** The keys of the calls that a charge's steps made, in their order: {@code capture:2}. */
  public List<String> steps(UUID chargeId) {
    return calls.stream()
        .filter(call -> call.key().contains(chargeId.toString()))
        .map(call -> call.shortKey(chargeId))
        .toList();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      String path = exchange.getRequestURI().getPath();
      var call = new Call(exchange.getRequestMethod(), path, key == null ? "" : key);
      calls.add(call);
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (rule.apply(call)) {
        case CUT -> {}
        case ANSWER_LOST -> forward(exchange, call, body);
        case FREE -> {
          var answer = forward(exchange, call, body);
          beforeAnswer.accept(call);
          answer(exchange, answer.statusCode(), answer.body());
        }
        case ERROR -> answer(exchange, 500, ERROR.getBytes(UTF_8));
        case NEVER -> answer(exchange, 400, NEVER.getBytes(UTF_8));
        case DONE_BUT_ERROR -> {
          forward(exchange, call, body);
          answer(exchange, 500, ERROR.getBytes(UTF_8));
        }
      }
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, Call call, byte[] body)
      throws IOException {
    var request =
        HttpRequest.newBuilder(stripe.resolve(exchange.getRequestURI()))
            .method(call.method(), BodyPublishers.ofByteArray(body));
    for (String header : List.of("Authorization", "Content-Type", "Idempotency-Key")) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
