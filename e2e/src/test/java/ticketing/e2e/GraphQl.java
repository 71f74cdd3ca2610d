package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of the gateway, as a front end is one. */
final class GraphQl {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final URI endpoint;
  private final @Nullable String token;
  private final @Nullable String traceparent;

  GraphQl(URI gateway, @Nullable String token) {
    this(gateway.resolve("/graphql"), token, null);
  }

  private GraphQl(URI endpoint, @Nullable String token, @Nullable String traceparent) {
    this.endpoint = endpoint;
    this.token = token;
    this.traceparent = traceparent;
  }

  @Nullable String token() {
    return token;
  }

  GraphQl withToken(String accessToken) {
    return new GraphQl(endpoint, accessToken, traceparent);
  }

  /** As a front end that traces what it asks. */
  GraphQl in(String trace) {
    return new GraphQl(endpoint, token, trace);
  }

  /** The whole answer: data, and errors where there are some. */
  JsonNode ask(String query, Map<String, ?> variables) {
    try {
      var request =
          HttpRequest.newBuilder(endpoint)
              .timeout(Duration.ofSeconds(30))
              .header("content-type", "application/json")
              .header("accept", "application/graphql-response+json, application/json");
      if (token != null) {
        request.header("authorization", "Bearer " + token);
      }
      if (traceparent != null) {
        request.header("traceparent", traceparent);
      }
      String body = MAPPER.writeValueAsString(Map.of("query", query, "variables", variables));
      var response =
          HTTP.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The data of an answer without errors. */
  JsonNode data(String query, Map<String, ?> variables) {
    JsonNode answer = ask(query, variables);
    assertThat(answer.path("errors").isMissingNode()).as("%s", answer).isTrue();
    return answer.path("data");
  }

  /** The one error of an answer. */
  JsonNode error(String query, Map<String, ?> variables) {
    JsonNode answer = ask(query, variables);
    assertThat(answer.path("errors")).as("%s", answer).hasSize(1);
    return answer.path("errors").path(0);
  }

  /** The status of what was asked for or changed, or else the code of the first error. */
  String outcome(String query, Map<String, ?> variables) {
    return outcome(ask(query, variables));
  }

  /** What an answer says: the status, or else the code of the first error. */
  static String outcome(JsonNode answer) {
    Iterator<JsonNode> fields = answer.path("data").elements();
    JsonNode field = fields.hasNext() ? fields.next() : MissingNode.getInstance();
    return field.hasNonNull("status")
        ? field.path("status").asText()
        : answer.path("errors").path(0).path("extensions").path("code").asText();
  }

  /** The code of the one error of an answer. */
  String errorCode(String query, Map<String, ?> variables) {
    return error(query, variables).path("extensions").path("code").asText();
  }
}
