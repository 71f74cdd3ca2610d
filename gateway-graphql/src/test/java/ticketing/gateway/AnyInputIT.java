package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import ticketing.chassis.testing.AnyText;

/** Whatever is sent, by chance: it reaches its service as it is, or is refused before any call. */
class AnyInputIT {

  private static final int TRIES = 300;
  private static final String UUID = "\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Gateway gateway = Gateway.shared();

  @Provide
  static Arbitrary<String> texts() {
    return AnyText.texts();
  }

  @Property(tries = TRIES, seed = "1")
  void aTitleReachesItsServiceAsItIsOrIsRefused(@ForAll("texts") String title) throws Exception {
    JsonNode answer =
        ask(
            "mutation($v: String!) { createTicket(input: {title: $v, price: {amount: 500}}) { id } }",
            title);
    if (AnyText.isVisible(title, 200)) {
      var call = gateway.world.tickets.onlyCall();
      assertThat(JSON.readTree(call.body()).path("title").asText()).isEqualTo(title);
    } else {
      assertRefused(answer, "title");
    }
  }

  @Property(tries = TRIES, seed = "2")
  void anIdIsAUuidOrRefused(@ForAll("texts") String id) {
    assertThat(id).doesNotMatch(UUID);
    assertRefused(ask("query($v: ID!) { ticket(id: $v) { id } }", id), "id");
    assertRefused(ask("mutation($v: ID!) { cancelOrder(id: $v) { id } }", id), "id");
  }

  @Property(tries = TRIES, seed = "3")
  void aCursorReachesItsServiceAsItIsOrIsRefused(@ForAll("texts") String cursor) {
    JsonNode answer = ask("query($v: String) { orders(after: $v) { nodes { id } } }", cursor);
    if (gateway.world.calls().isEmpty()) {
      assertRefused(answer, "after");
    } else {
      assertThat(gateway.world.orders.onlyCall().query().toString()).contains(cursor);
    }
  }

  @Property(tries = TRIES, seed = "4")
  void aDocumentIsUnderstoodOrRefused(@ForAll("texts") String document) {
    String code = code(post("{\"query\": " + AnyText.json(document) + "}"));
    assertThat(code)
        .isIn(Set.of("GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT"));
    assertThat(gateway.world.calls()).isEmpty();
  }

  @Property(tries = TRIES, seed = "5")
  void aBodyIsARequestOrRefused(@ForAll("texts") String body) {
    assertThat(code(post(body))).isEqualTo("BAD_USER_INPUT");
    assertThat(gateway.world.calls()).isEmpty();
  }

  private JsonNode ask(String document, String variable) {
    gateway.world.reset();
    return post(
        "{\"query\": \"%s\", \"variables\": {\"v\": %s}}"
            .formatted(document, AnyText.json(variable)));
  }

  private JsonNode post(String body) {
    try {
      return JSON.readTree(gateway.post(body, "Authorization", "Bearer token").body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String code(JsonNode answer) {
    return answer.at("/errors/0/extensions/code").asText();
  }

  private void assertRefused(JsonNode answer, String field) {
    assertThat(code(answer)).as(answer.toString()).isEqualTo("BAD_USER_INPUT");
    assertThat(answer.at("/errors/0/extensions/fields").has(field)).as(answer.toString()).isTrue();
    assertThat(gateway.world.calls()).isEmpty();
  }
}
