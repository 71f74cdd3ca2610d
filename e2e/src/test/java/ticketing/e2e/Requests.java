package ticketing.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.Supplier;

/** The requests of a load, counted, and repeated where a client may. */
final class Requests {

  static final String UNAVAILABLE = "SERVICE_UNAVAILABLE";

  /** Of what is seconds old: the news of it are on their way. */
  static final String UNHEARD = "NOT_FOUND";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Set<String> repeatable;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();
  private final LongAccumulator slowest = new LongAccumulator(Long::max, 0);

  /**
   * None sent yet.
   *
   * @param repeatable codes of the errors after which a request is sent again, for minutes
   */
  Requests(String... repeatable) {
    this.repeatable = Set.of(repeatable);
  }

  JsonNode ask(GraphQl client, String query, Map<String, ?> variables) {
    return ask(client, query, () -> variables);
  }

  /** With variables made anew for each try. */
  JsonNode ask(GraphQl client, String query, Supplier<Map<String, ?>> variables) {
    JsonNode answer = once(client, query, variables.get());
    if (!mayBeRepeated(answer)) {
      return answer;
    }
    return await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(PATIENCE)
        .until(
            () -> {
              repeated.incrementAndGet();
              return once(client, query, variables.get());
            },
            again -> !mayBeRepeated(again));
  }

  private JsonNode once(GraphQl client, String query, Map<String, ?> variables) {
    sent.incrementAndGet();
    long begin = System.nanoTime();
    try {
      return client.ask(query, variables);
    } finally {
      slowest.accumulate(System.nanoTime() - begin);
    }
  }

  private boolean mayBeRepeated(JsonNode answer) {
    return answer.path("errors").findValuesAsText("code").stream().anyMatch(repeatable::contains);
  }

  int sent() {
    return sent.get();
  }

  int repeated() {
    return repeated.get();
  }

  Duration slowest() {
    return Duration.ofNanos(slowest.get());
  }
}
