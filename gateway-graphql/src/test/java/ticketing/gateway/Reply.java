package ticketing.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Problem;

/**
 * What a stub answers.
 *
 * @param cookie the header {@code Set-Cookie}
 * @param millis that it takes over it
 */
record Reply(int status, String type, byte[] body, @Nullable String cookie, int millis) {

  static final ObjectMapper JSON =
      Jackson.newObjectMapper(
              // So that tests can send what UTF-8 cannot say.
              JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  static Reply json(int status, String type, Object body) {
    try {
      return new Reply(status, type, JSON.writeValueAsBytes(body), null, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Reply ok(Object body) {
    return json(200, "application/json", body);
  }

  static Reply created(Object body) {
    return json(201, "application/json", body);
  }

  static Reply nothing() {
    return new Reply(204, "application/json", new byte[0], null, 0);
  }

  /** What no service of ours should answer, such as a container's own page. */
  static Reply bare(int status) {
    return new Reply(
        status, "text/html", "<h1>java.lang.Secret</h1>".getBytes(StandardCharsets.UTF_8), null, 0);
  }

  static Reply problem(ErrorCode code) {
    return problem(code, null, null, null, null);
  }

  static Reply problem(
      ErrorCode code,
      @Nullable Map<String, String> fields,
      @Nullable String orderId,
      @Nullable String declineCode,
      @Nullable Integer retryAfterSeconds) {
    return json(
        code.status(),
        "application/problem+json",
        new Problem(
            "about:blank",
            "title",
            code.status(),
            code,
            "detail of " + code,
            fields,
            orderId,
            declineCode,
            retryAfterSeconds));
  }

  /** Closes the connection without an answer. */
  static Reply hangUp() {
    return new Reply(0, "", new byte[0], null, 0);
  }

  boolean hangsUp() {
    return status == 0;
  }

  Reply with(String setCookie) {
    return new Reply(status, type, body, setCookie, millis);
  }

  Reply late(int by) {
    return new Reply(status, type, body, cookie, by);
  }
}
