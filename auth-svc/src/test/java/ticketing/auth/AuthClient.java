package ticketing.auth;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Speaks to one instance over HTTP. */
final class AuthClient {

  /** A password that is used by {@link #signUp()} alone. */
  static final String PASSWORD = "correct horse battery";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final URI base;
  private final @Nullable String address;

  /** Asked for someone else each time, so that tests do not throttle each other. */
  AuthClient(int port) {
    this(URI.create("http://127.0.0.1:" + port), null);
  }

  private AuthClient(URI base, @Nullable String address) {
    this.base = base;
    this.address = address;
  }

  record Answer(int status, JsonNode body, HttpHeaders headers) {

    String code() {
      return body.path("code").asText();
    }

    String token() {
      return body.path("accessToken").asText();
    }

    String userId() {
      return body.path("user").path("id").asText();
    }
  }

  /** An email that no other test uses. */
  static String newEmail() {
    return "user" + COUNT.incrementAndGet() + "@example.com";
  }

  /** An address that no other test has. */
  static String newAddress() {
    int n = COUNT.incrementAndGet();
    return "10.%d.%d.%d".formatted(n >> 16, (n >> 8) & 0xff, n & 0xff);
  }

  static String credentials(String email, String password) {
    try {
      return MAPPER.writeValueAsString(Map.of("email", email, "password", password));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI base() {
    return base;
  }

  /** A new user's session. */
  Answer signUp() {
    return post("/users", credentials(newEmail(), PASSWORD), null);
  }

  Answer get(String path, @Nullable String token) {
    return send(request(path, token).GET());
  }

  Answer post(String path, String json, @Nullable String token) {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  Answer renew(String token) {
    return send(request("/sessions/current/renewal", token).POST(BodyPublishers.noBody()));
  }

  Answer signOut(@Nullable String token) {
    return send(request("/sessions/current", token).DELETE());
  }

  /** The same instance, asked for someone at an address, as the gateway does. */
  AuthClient from(String address) {
    return new AuthClient(base, address);
  }

  private HttpRequest.Builder request(String path, @Nullable String token) {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(20))
            .header("Forwarded", "for=" + (address == null ? newAddress() : address));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofString());
      JsonNode body = requireNonNull(MAPPER.readTree(response.body()));
      return new Answer(response.statusCode(), body, response.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
