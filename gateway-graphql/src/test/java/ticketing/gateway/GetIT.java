package ticketing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GET is for queries alone. */
final class GetIT {

  private static final String TICKET = "query T($id: ID!) { ticket(id: $id) { title } }";
  private static final Map<String, String> VARIABLES =
      Map.of("variables", "{\"id\": \"" + World.id(5) + "\"}");

  private final Gateway gateway = Gateway.shared();
  private final World world = gateway.world;

  @Test
  void aQueryIsAnswered() {
    var response = get(TICKET, VARIABLES);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"data\":{\"ticket\":{\"title\":\"Ticket 5\"}}}");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void theNamedOperationIsRun() {
    var response =
        get("query A { a: __typename } mutation B { signOut }", Map.of("operationName", "A"));

    assertThat(response.body()).isEqualTo("{\"data\":{\"a\":\"Query\"}}");
  }

  @Test
  void whatIsLeftEmptyIsNotThere() {
    var empty = Map.of("operationName", "", "variables", "", "extensions", "");

    assertThat(get("{ __typename }", empty).body()).contains("\"data\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mutation { signOut }",
        "mutation { __typename }",
        "mutation B { signOut } query A { __typename }",
        "query A { __typename } mutation B { ...b } fragment b on Mutation { signOut }",
      })
  void aMutationIsNotRun(String document) {
    for (String accept : new String[] {"application/json", "application/graphql-response+json"}) {
      var response = get(document, Map.of("operationName", "B"), "Accept", accept);

      if (!document.contains(" B ")) {
        // It has no name, so it is not found, and not run either.
        assertThat(Gateway.tree(response).has("data")).isFalse();
        response = get(document, Map.of(), "Accept", accept);
      }
      assertThat(response.statusCode()).as(response.body()).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow")).hasValue("POST");
      assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith(accept);
      assertThat(Gateway.tree(response).at("/errors/0/extensions/code").asText())
          .isEqualTo("METHOD_NOT_ALLOWED");
      assertThat(Gateway.tree(response).has("data")).isFalse();
    }
    assertThat(world.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~                                             | query",
        "variables={}                                   | query",
        "query={__typename}&query={__typename}          | query",
        "query={__typename}&variables=5                 | variables",
        "query={__typename}&variables=[]                | variables",
        "query={__typename}&variables=null              | variables",
        "query={__typename}&variables={\"a\":1,\"a\":2} | variables",
        "query={__typename}&extensions=\"\"             | extensions",
        "query={__typename}&qeury=1                     | qeury",
        "query={__typename}&variables=%7                | address",
        "query={__typename}&variables=%zz               | address",
        "query={__typename}%c3%28                       | address",
        "query={__typename}&%ff=1                       | address",
      })
  void anAddressThatIsNoRequestIsRefused(String query, String field) throws Exception {
    // Not by Java's client, which refuses some itself.
    var answer = gateway.raw("GET /graphql?" + query.replace("\"", "%22") + " HTTP/1.1");

    assertThat(answer).startsWith("HTTP/1.1 400 ");
    var error =
        Reply.JSON
            .readTree(answer.substring(answer.indexOf("{\"errors\"")))
            .at("/errors/0/extensions");
    assertThat(error.at("/code").asText()).isEqualTo("BAD_USER_INPUT");
    assertThat(error.at("/fields").has(field)).as(answer).isTrue();
    assertThat(world.calls()).isEmpty();
  }

  private HttpResponse<String> get(
      String document, Map<String, String> parameters, String... headers) {
    var query = new StringBuilder("?query=").append(URLEncoder.encode(document, UTF_8));
    parameters.forEach((name, value) ->
        query.append('&').append(name).append('=').append(URLEncoder.encode(value, UTF_8)));
    return gateway.get("/graphql" + query, headers);
  }
}
