package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ticketing.chassis.testing.Scrape;

/** What the gateway tells Prometheus. */
final class MetricsIT {

  private static final String COUNT = "graphql_operation_duration_seconds_count";

  // Its own, as others' names would be among the hundred.
  private final Gateway gateway = Gateway.start();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void operationsAreCountedByNameAndBeyondAHundredNamesAsOther() {
    ask("");
    ask("Known");
    var before = Scrape.of(gateway.admin());
    ask("");
    ask("Known");
    for (int i = 0; i < 101; i++) {
      ask("Q" + UUID.randomUUID().toString().replace("-", ""));
    }
    var after = Scrape.of(gateway.admin());

    assertThat(added(before, after, "anonymous")).isEqualTo(1);
    assertThat(added(before, after, "Known")).isEqualTo(1);
    assertThat(added(before, after, "other")).isPositive();
    assertThat(
            after.values().keySet().stream()
                .filter(name -> name.startsWith(COUNT + "{") && name.contains("outcome=\"ok\"")))
        .hasSizeLessThanOrEqualTo(102);
    assertThat(after.values()).containsKey("subscriptions_open");
  }

  private void ask(String name) {
    assertThat(gateway.post("{\"query\": \"query %s { __typename }\"}".formatted(name)).body())
        .doesNotContain("errors");
  }

  private static double added(Scrape before, Scrape after, String operation) {
    var name = COUNT + "{operation=\"" + operation + "\",outcome=\"ok\"}";
    return after.value(name) - before.value(name);
  }
}
