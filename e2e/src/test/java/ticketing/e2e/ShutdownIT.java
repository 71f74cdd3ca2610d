package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An instance that is told to end takes no more, finishes what it took, and acknowledges it. */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
class ShutdownIT {

  private static final int ORDERS = 30;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void nothingIsHandedOutAgain(String signal) throws Exception {
    var stack = Installation.stack();
    var instance = stack.another("tickets", Map.of());
    Person seller = Person.signUp();
    // So many that nobody holds more tickets than he may.
    List<Person> buyers = IntStream.range(0, 5).mapToObj(n -> Person.signUp()).toList();
    List<String> tickets =
        IntStream.range(0, ORDERS).mapToObj(n -> seller.sells("Parsifal " + n, 5_000)).toList();
    long handedOutAgain = handedOutAgain();
    ProcessHandle process = ProcessHandle.of(instance.pid()).orElseThrow();

    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var orders =
          IntStream.range(0, ORDERS)
              .mapToObj(
                  n -> executor.submit(() -> buyers.get(n % buyers.size()).locks(tickets.get(n))))
              .toList();
      orders.get(ORDERS / 3).get();
      new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start().waitFor();
    }

    await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive());
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(tickets)
                // Heard: by now its order may have expired, which is one version more.
                .allSatisfy(id ->
                    assertThat(seller.seesTicket(id).path("version").asInt()).isGreaterThan(1)));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(consumer().path("num_ack_pending").asInt()).isZero());
    assertThat(handedOutAgain()).isEqualTo(handedOutAgain);
    instance.close();
  }

  @Test
  void itSaysThatItIsNotReadyAndAnswersOnWhileItDrains() throws Exception {
    var stack = Installation.stack();
    var instance = stack.another("tickets", Map.of("DRAIN", "5s"));
    var ready = stack.admin(instance.name()).resolve("/ready");
    var tickets = stack.at(instance.name()).resolve("/tickets");
    ProcessHandle process = ProcessHandle.of(instance.pid()).orElseThrow();

    try (var http = HttpClient.newHttpClient()) {
      assertThat(ask(http, ready).statusCode()).isEqualTo(200);
      assertThat(ask(http, tickets).headers().firstValue("Connection")).isEmpty();
      process.destroy();
      await().until(() -> ask(http, ready).statusCode() == 503);
      // Requests still come, on connections that are kept; their answers end them.
      var last = ask(http, tickets);
      assertThat(last.statusCode()).isEqualTo(200);
      assertThat(last.headers().firstValue("Connection")).hasValue("close");
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive());
    instance.close();
  }

  private static HttpResponse<Void> ask(HttpClient http, URI uri) throws Exception {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
  }

  /** Every order event goes to the durable, so what it handed out more often is redelivery. */
  private static long handedOutAgain() throws IOException {
    JsonNode delivered = consumer().path("delivered");
    return delivered.path("consumer_seq").asLong() - delivered.path("stream_seq").asLong();
  }

  private static JsonNode consumer() throws IOException {
    URL monitoring =
        Installation.stack().natsMonitoring().resolve("/jsz?consumers=true&streams=true").toURL();
    JsonNode streams = new ObjectMapper().readTree(monitoring).findValue("stream_detail");
    return StreamSupport.stream(streams.spliterator(), false)
        .filter(stream -> stream.path("name").asText().equals("ORDERS"))
        .flatMap(
            stream -> StreamSupport.stream(stream.path("consumer_detail").spliterator(), false))
        .filter(consumer -> consumer.path("name").asText().equals("tickets-orders"))
        .findAny()
        .orElseThrow();
  }
}
