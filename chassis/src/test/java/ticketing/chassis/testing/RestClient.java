package ticketing.chassis.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.auth.TestTokens;
import ticketing.contracts.ErrorCode;

/** Calls a service's REST interface as one caller. */
public final class RestClient {

  private static final ObjectMapper JSON =
      Jackson.newObjectMapper().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
  private static final Set<String> NOT_DESCRIBED = Set.of("/openapi.json", "/health-check");
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final URI base;
  private final Optional<DescribedApi> described;
  private final Map<String, String> headers;

  /** Signed out. */
  public RestClient(URI base) {
    this(base, Optional.empty(), Map.of());
  }

  private RestClient(URI base, Optional<DescribedApi> described, Map<String, String> headers) {
    this.base = base;
    this.described = described;
    this.headers = headers;
  }

  /** Signed out; every call is held against the OpenAPI document of the module that is tested. */
  public static RestClient ofService(URI base) {
    return new RestClient(base, DescribedApi.ofThisModule(), Map.of());
  }

  /** What a service answered; the body is a missing node where there is none. */
  public record Reply(int status, HttpHeaders headers, JsonNode body) {

    /** The body of a good answer. */
    public <T> T as(Class<T> type) {
      return JSON.convertValue(good().body(), type);
    }

    /** The body of a good answer. */
    public <T> T as(TypeReference<T> type) {
      return JSON.convertValue(good().body(), type);
    }

    private Reply good() {
      if (status / 100 != 2) {
        throw new AssertionError(status + " " + body);
      }
      return this;
    }

    /** The code of a problem. */
    public ErrorCode code() {
      return ErrorCode.valueOf(body.path("code").asText());
    }

    /** What is wrong with this field; empty if nothing is said of it. */
    public String field(String name) {
      return body.path("fields").path(name).asText();
    }
  }

  /** The same service, called by this user in a new session. */
  public RestClient as(UUID userId) {
    return withToken(TestTokens.shared().of(userId));
  }

  /** The same service, called by an admin. */
  public RestClient asAdmin() {
    return withToken(
        TestTokens.shared().of(new Caller(UUID.randomUUID(), UUID.randomUUID(), Caller.ADMIN)));
  }

  /** The same service, called with this token. */
  public RestClient withToken(String token) {
    return withHeader("Authorization", "Bearer " + token);
  }

  /** The same service, called with this header and no other. */
  public RestClient withHeader(String name, String value) {
    return new RestClient(base, described, Map.of(name, value));
  }

  public Reply get(String path) {
    return send("GET", path, null);
  }

  public Reply post(String path) {
    return send("POST", path, null);
  }

  public Reply post(String path, Object body) {
    return send("POST", path, json(body));
  }

  public Reply patch(String path, Object body) {
    return send("PATCH", path, json(body));
  }

  /** Sends this text as JSON, whatever it is. */
  public Reply send(String method, String path, @Nullable String body) {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .method(method, publisher);
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    Reply reply = send(request.build());
    described
        .filter(api -> !NOT_DESCRIBED.contains(path.replaceFirst("\\?.*", "")))
        .ifPresent(api ->
            api.check(method, path, headers.containsKey("Authorization"), sent(body), reply));
    return reply;
  }

  private static Reply send(HttpRequest request) {
    try {
      var response = HTTP.send(request, BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.headers(), JSON.readTree(response.body()));
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + request.uri(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable JsonNode sent(@Nullable String body) {
    try {
      return body == null ? null : JSON.readTree(body);
    } catch (JsonProcessingException malformed) {
      return MissingNode.getInstance();
    }
  }

  private static String json(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
