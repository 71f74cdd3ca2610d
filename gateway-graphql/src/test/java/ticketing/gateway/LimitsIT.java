package ticketing.gateway;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.introspection.IntrospectionQuery;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Documents made to explode are refused before anything is asked. */
final class LimitsIT {

  private final Gateway gateway = Gateway.shared();
  private final World world = gateway.world;

  @Test
  void aDepthBombIsRefused() {
    assertTooComplex(
        gateway.ask(
            "{ orders { nodes { "
                + "charge { order { ".repeat(8)
                + "id"
                + " } }".repeat(8)
                + " } } }"));
  }

  @Test
  void anAliasBombIsRefused() {
    assertTooComplex(
        gateway.ask(
            IntStream.range(0, 1_001)
                .mapToObj(n -> "a" + n + ": __typename")
                .collect(joining(" ", "{ ", " }"))));
  }

  @Test
  void aFragmentBombIsRefused() {
    assertTooComplex(
        gateway.ask(
            "{ me { ...f12 } } fragment f0 on User { id email }"
                + IntStream.rangeClosed(1, 12)
                    .mapToObj(
                        n -> " fragment f%d on User { ...f%d ...f%d }".formatted(n, n - 1, n - 1))
                    .collect(joining())));
  }

  @Test
  void aTokenBombIsRefused() {
    var answer = gateway.ask("{ me { " + "id ".repeat(15_001) + "} }");

    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("GRAPHQL_PARSE_FAILED");
    assertThat(world.calls()).isEmpty();
  }

  @Test
  void aPageBombIsRefused() {
    var pages = "{ tickets(first: $rows) { nodes { seller ".repeat(3);
    assertTooComplex(
        gateway.ask(
            "query($rows: Int) " + pages + "{ id }" + " } } }".repeat(3), Map.of("rows", 100)));
  }

  @Test
  void whatGraphiqlAsksIsWithinTheLimits() {
    var answer = gateway.ask(IntrospectionQuery.INTROSPECTION_QUERY);

    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    assertThat(answer.toString())
        .contains("A moment in UTC", "What can be read.")
        .doesNotContain("slightly refined", "RestService");
  }

  private void assertTooComplex(JsonNode answer) {
    assertThat(answer.at("/errors").size()).as(answer.toString()).isEqualTo(1);
    assertThat(answer.at("/errors/0/extensions/code").asText())
        .as(answer.toString())
        .isEqualTo("QUERY_TOO_COMPLEX");
    assertThat(world.calls()).isEmpty();
  }
}
