package ticketing.gateway;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.introspection.IntrospectionQuery;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ticketing.contracts.ErrorCode;

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

  /** Validation would run out of stack. */
  @Test
  void aChainOfFragmentsIsRefused() {
    assertTooComplex(gateway.ask(chain(1_500)));
    assertTooComplex(gateway.ask(chain(NestingLimit.MOST)));
    assertThat(gateway.ask(chain(NestingLimit.MOST - 1)).has("errors")).isFalse();
    assertTooComplex(gateway.ask("{ " + "... { ".repeat(100) + "__typename" + " }".repeat(101)));
  }

  private static String chain(int length) {
    return "{ ...f1 }"
        + IntStream.range(1, length)
            .mapToObj(n -> " fragment f" + n + " on Query { ...f" + (n + 1) + " }")
            .collect(joining())
        + " fragment f"
        + length
        + " on Query { __typename }";
  }

  @Test
  void fragmentsThatUseEachOtherAreRefused() {
    var answer =
        gateway.ask(
            "{ ...a } fragment a on Query { ...b } fragment b on Query { __typename ...a }");

    assertThat(answer.at("/errors/0/extensions/code").asText())
        .isEqualTo("GRAPHQL_VALIDATION_FAILED");
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

  private static final String NESTED =
      "query($rows: Int = %d) { tickets(first: $rows) { nodes { seller { tickets(first: $rows) {"
          + " nodes { seller { tickets(first: $rows) { nodes { title } } } } } } } } }";

  /** A document that is known is held against the limits of what its variables ask for. */
  @Test
  void aKnownDocumentWithHugePagesIsRefused() {
    var document = NESTED.formatted(1);
    for (int time = 0; time < 2; time++) {
      assertThat(gateway.ask(document, Map.of("rows", 2)).has("errors")).isFalse();
    }
    world.reset();

    assertTooComplex(gateway.ask(document, Map.of("rows", 100)));
    assertThat(gateway.ask(document).has("errors")).isFalse();
  }

  @Test
  void theDefaultsOfVariablesCount() {
    assertTooComplex(gateway.ask(NESTED.formatted(100)));
  }

  @Test
  void pagesOfNoGivenSizeCountAsTheyAreServed() {
    var document = NESTED.formatted(1);
    var twenty = new HashMap<String, Object>();
    twenty.put("rows", null);

    // 20 sellers with 20 each, whose sellers have 20 each.
    assertTooComplex(
        gateway.ask(
            "{ " + "tickets { nodes { seller { ".repeat(4) + "id" + " } } }".repeat(4) + " }"));
    assertThat(gateway.ask(document, twenty).has("errors")).isFalse();
  }

  @Test
  void whatIsTooMuchIsRefusedEachTime() {
    var fields = "{ " + "a: __typename b: __typename ".repeat(600) + "}";
    for (int time = 0; time < 3; time++) {
      assertTooComplex(gateway.ask(fields));
    }
  }

  @Test
  void rootFieldsAreCountedThroughFragments() {
    assertTooComplex(gateway.ask(named(21, "__typename")));
    assertTooComplex(
        gateway.ask(
            "{ ...ten ...ten ... { one: __typename } } fragment ten on Query "
                + named(10, "__typename")));
    assertThat(gateway.ask(named(20, "__typename")).has("errors")).isFalse();
  }

  @Test
  void aliasesAreCountedThroughFragments() {
    assertTooComplex(gateway.ask("{ tickets { nodes " + named(51, "id") + " } }"));
    assertTooComplex(
        gateway.ask(
            "{ tickets { nodes { ...ids } } orders { nodes { ticket { ...ids } } } }"
                + " fragment ids on Ticket "
                + named(26, "id")));
    assertThat(gateway.ask("{ tickets { nodes " + named(50, "id") + " } }").has("errors"))
        .isFalse();
  }

  /** Of several operations each, as any may be asked for. */
  @Test
  void everyOperationOfADocumentIsWithinTheLimits() {
    assertTooComplex(gateway.ask("query A { __typename } query B " + named(21, "__typename")));
  }

  @Test
  void eachSignInOfADocumentIsTried() {
    var signIn = "signIn(input: {email: \"a@b.de\", password: \"12345678\"}) { accessToken }";

    assertThat(gateway.ask("mutation " + named(5, signIn)).has("errors")).isFalse();
    assertThat(world.auth.calls()).hasSize(5);
    // Once one failed, no other is tried, unless they are asked not to end each other.
    world.auth.answers(_ -> Reply.problem(ErrorCode.INVALID_CREDENTIALS));
    gateway.ask("mutation " + named(5, signIn));
    assertThat(world.auth.calls()).hasSize(1);
    gateway.ask("mutation @experimental_disableErrorPropagation " + named(5, signIn));
    assertThat(world.auth.calls()).hasSize(1 + 5);
    world.reset();
    assertTooComplex(gateway.ask("mutation " + named(21, signIn)));
  }

  private static String named(int number, String field) {
    return IntStream.range(0, number)
        .mapToObj(n -> "a" + n + ": " + field)
        .collect(joining(" ", "{ ", " }"));
  }

  @Test
  void introspectionCanBeSwitchedOff() {
    try (var closed = Gateway.start("introspection=false")) {
      for (String asks :
          new String[] {"__schema { types { name } }", "__type(name: \"User\") { name }"}) {
        var answer = closed.ask("{ me { id } " + asks + " }");

        assertThat(answer.at("/errors/0/extensions/code").asText())
            .isEqualTo("GRAPHQL_VALIDATION_FAILED");
        assertThat(answer.has("data")).isFalse();
      }
      assertThat(closed.world.calls()).isEmpty();
      assertThat(closed.ask("{ me { __typename } }").at("/data/me/__typename").asText())
          .isEqualTo("User");
    }
  }

  @Test
  void introspectionThatNoToolAsksIsRefused() {
    assertTooComplex(
        gateway.ask("{ __type(name: \"Query\") { fields { type { fields { name } } } } }"));
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
