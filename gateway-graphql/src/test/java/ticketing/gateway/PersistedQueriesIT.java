package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Automatic persisted queries, as Apollo's clients send them. */
final class PersistedQueriesIT {

  private static final String NONE = "0".repeat(64);

  private final Gateway gateway = Gateway.shared();
  private final World world = gateway.world;

  @Test
  void aDocumentIsAskedForByItsHashOnceItWasRun() {
    var document = "{ tickets(first: 1) { nodes { title } } }";
    var hash = Sha256.hex(document);

    var unknown = byHash(hash);
    assertThat(unknown.statusCode()).isEqualTo(200);
    assertNotFound(unknown);
    assertThat(world.calls()).isEmpty();

    var first = gateway.post(request(document, hash));
    assertThat(first.body()).startsWith("{\"data\":{\"tickets\":");
    assertThat(byHash(hash).body()).isEqualTo(first.body());
    assertThat(get(hash).body()).isEqualTo(first.body());
  }

  @Test
  void clientsThatTakeTheNewTypeAreToldByTheStatusToo() {
    var response = gateway.post(byHashAlone(NONE), "Accept", "application/graphql-response+json");

    assertThat(response.statusCode()).isEqualTo(400);
    assertNotFound(response);
  }

  @Test
  void aDocumentOfAnotherHashIsRefusedAndNotKept() {
    var hash = Sha256.hex("{ me { id } }");

    assertRefused(gateway.post(request("{ me { email } }", hash)), "sha256Hash");
    assertNotFound(byHash(hash));
    assertThat(world.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{ nothing }", "{", "query($id: ID!) { ticket(id: $id) { id } }"})
  void whatCouldNotBeRunIsNotKept(String document) {
    var hash = Sha256.hex(document);

    assertThat(Gateway.tree(gateway.post(request(document, hash))).has("data")).isFalse();
    assertNotFound(byHash(hash));
  }

  @Test
  void aMutationIsNotRunByAGet() {
    var document = "mutation { signOut }";
    var hash = Sha256.hex(document);

    assertThat(gateway.post(request(document, hash)).body())
        .isEqualTo("{\"data\":{\"signOut\":true}}");
    assertThat(get(hash).statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5                                    | persistedQuery",
        "[]                                   | persistedQuery",
        "'x'                                  | persistedQuery",
        "{}                                   | sha256Hash",
        "{'version': 1}                       | sha256Hash",
        "{'version': 1, 'sha256Hash': 5}      | sha256Hash",
        "{'version': 1, 'sha256Hash': 'abc'}  | sha256Hash",
        "{'version': 2, 'sha256Hash': 'NONE'} | version",
        "{'version': '1', 'sha256Hash': 'NONE'}| version",
        "{'sha256Hash': 'NONE'}               | version",
      },
      quoteCharacter = '~')
  void whatIsNoHashIsRefused(String persisted, String field) {
    var body =
        "{\"query\": \"{ me { id } }\", \"extensions\": {\"persistedQuery\": %s}}"
            .formatted(persisted.replace('\'', '"').replace("NONE", NONE));

    assertRefused(gateway.post(body), field);
    assertThat(world.calls()).isEmpty();
  }

  @Test
  void otherExtensionsPass() {
    var body =
        "{\"query\": \"{__typename}\", \"extensions\": {\"persistedQuery\": null, \"a\": 1}}";

    assertThat(gateway.post(body).body()).isEqualTo("{\"data\":{\"__typename\":\"Query\"}}");
  }

  private static String request(String document, String hash) {
    return "{\"query\": \"" + document + "\", \"extensions\": " + extensions(hash) + "}";
  }

  private static String byHashAlone(String hash) {
    return "{\"extensions\": " + extensions(hash) + "}";
  }

  private static String extensions(String hash) {
    return "{\"persistedQuery\": {\"version\": 1, \"sha256Hash\": \"" + hash + "\"}}";
  }

  private HttpResponse<String> byHash(String hash) {
    return gateway.post(byHashAlone(hash));
  }

  private HttpResponse<String> get(String hash) {
    return gateway.get(
        "/graphql?extensions=" + URLEncoder.encode(extensions(hash), StandardCharsets.UTF_8));
  }

  /** In the words and with the code that clients look for. */
  private static void assertNotFound(HttpResponse<String> response) {
    assertThat(response.body())
        .isEqualTo(
            "{\"errors\":[{\"message\":\"PersistedQueryNotFound\","
                + "\"extensions\":{\"code\":\"PERSISTED_QUERY_NOT_FOUND\"}}]}");
  }

  private static void assertRefused(HttpResponse<String> response, String field) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    var error = Gateway.tree(response).at("/errors/0/extensions");
    assertThat(error.at("/code").asText()).isEqualTo("BAD_USER_INPUT");
    assertThat(error.at("/fields").fieldNames())
        .toIterable()
        .as(response.body())
        .anyMatch(name -> name.endsWith(field));
  }
}
