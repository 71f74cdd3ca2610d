package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpIT {

  private final Gateway gateway = Gateway.shared();
  private final World world = gateway.world;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~                                            | body",
        "{                                             | body",
        "nothing                                       | body",
        "null                                          | body",
        "5                                             | body",
        "[{'query': '{ me { id } }'}]                  | body",
        "{'query': '{ me { id } }'} {}                 | body",
        "{'query': '{ me { id } }', 'query': ''}       | body",
        "{}                                            | query",
        "{'query': null}                               | query",
        "{'query': 5}                                  | query",
        "{'query': {'a': 1}}                           | query",
        "{'query': '{ me { id } }', 'variables': []}   | variables",
        "{'query': '{ me { id } }', 'variables': '{}'} | variables",
        "{'query': '{ me { id } }', 'operationName': 1}| operationName",
        "{'query': '{ me { id } }', 'extensions': 1}   | extensions",
        "{'query': '{ me { id } }', 'qeury': ''}       | qeury",
      })
  void aBodyThatIsNoRequestIsRefused(String body, String field) {
    var response = gateway.post(body.replace('\'', '"'), "Authorization", "Bearer token");

    assertRefused(response, 400);
    assertThat(Gateway.tree(response).at("/errors/0/extensions/fields").has(field))
        .as(response.body())
        .isTrue();
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    var body = HttpRequest.BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xc3, '"', '}'});

    assertRefused(
        gateway.send(gateway.request().header("Content-Type", "application/json").POST(body)), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"query\": \"{ me { id } }\"}", "nothing"})
  void browsersAreToldToMakeNothingElseOfAnAnswer(String body) {
    assertThat(gateway.post(body).headers().map())
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry(
            "content-security-policy", List.of("default-src 'none'; frame-ancestors 'none'"));
  }

  @Test
  void aBodyOfExactlyTheLimitIsRead() {
    assertThat(gateway.post(padded(64 * 1024)).statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() {
    assertRefused(gateway.post(padded(64 * 1024 + 1)), 413);
  }

  /** Without a length, so that it is found out while reading. */
  @Test
  void aStreamBeyondTheLimitIsRefused() {
    var stream =
        HttpRequest.BodyPublishers.fromPublisher(
            HttpRequest.BodyPublishers.ofString(padded(512 * 1024)));

    assertRefused(
        gateway.send(gateway.request().header("Content-Type", "application/json").POST(stream)),
        413);
  }

  private static String padded(int bytes) {
    var request = "{\"query\": \"{ me { id } }\"}";
    return request + " ".repeat(bytes - request.length());
  }

  /** Those that a browser sends across sites without asking first, and what is no UTF-8. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
      })
  void anotherContentTypeIsRefused(String type) {
    var body = HttpRequest.BodyPublishers.ofString("{\"query\": \"{ tickets { nodes { id } } }\"}");

    assertRefused(gateway.send(gateway.request().header("Content-Type", type).POST(body)), 415);
  }

  @Test
  void noContentTypeIsRefused() {
    var body = HttpRequest.BodyPublishers.ofString("{\"query\": \"{ tickets { nodes { id } } }\"}");

    assertRefused(gateway.send(gateway.request().POST(body)), 415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json;charset=UTF-8", "Application/JSON ; charset=\"utf-8\""})
  void jsonInUtf8IsRead(String type) {
    var body = HttpRequest.BodyPublishers.ofString("{\"query\": \"{ me { id } }\"}");
    var response = gateway.send(gateway.request().header("Content-Type", type).POST(body));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void theNamedOperationIsRun() {
    var response =
        gateway.post(
            """
            {"query": "query A { a: __typename } query B { b: __typename }",
             "operationName": "B", "variables": null, "extensions": {}}
            """);

    assertThat(response.body()).isEqualTo("{\"data\":{\"b\":\"Query\"}}");
  }

  @Test
  void ofSeveralOperationsOneIsToBeNamed() {
    for (String name : new String[] {"null", "\"\"", "\"C\""}) {
      var response =
          gateway.post(
              "{\"query\": \"query A { __typename } query B { __typename }\", \"operationName\": "
                  + name
                  + "}");

      assertThat(response.body()).contains("GRAPHQL_VALIDATION_FAILED").doesNotContain("data");
    }
  }

  @Test
  void anErrorDoesNotRepeatAllThatWasSent() {
    var response =
        gateway.post(
            "{\"query\": \"{ tickets(first: " + "9".repeat(50_000) + ") { nodes { id } } }\"}");

    assertThat(response.body()).contains("GRAPHQL_VALIDATION_FAILED").hasSizeLessThan(1_000);
  }

  @Test
  void aBodyThatIsNotCompressedAsItSaysIsRefused() {
    var response = gateway.post("{\"query\": \"{ me { id } }\"}", "Content-Encoding", "gzip");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.body()).contains("BAD_USER_INPUT");
  }

  private void assertRefused(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    var answer = Gateway.tree(response);
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("BAD_USER_INPUT");
    assertThat(answer.at("/errors/0/message").asText()).isNotBlank().doesNotContain("jackson");
    assertThat(answer.has("data")).isFalse();
    assertThat(world.calls()).isEmpty();
  }
}
