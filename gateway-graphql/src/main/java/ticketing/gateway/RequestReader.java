package ticketing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/** Reads a request, strictly: what it does not know it refuses. */
final class RequestReader {

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final ObjectReader reader;

  RequestReader(ObjectMapper mapper) {
    this.reader =
        mapper
            .readerFor(new TypeReference<Map<String, @Nullable Object>>() {})
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  }

  /**
   * @param body what was posted
   * @throws RefusedException BAD_USER_INPUT, with the members that are wrong
   */
  GraphqlRequest posted(byte[] body) throws IOException {
    return request(object("body", body), false);
  }

  /**
   * @param query of an address: {@code variables} and {@code extensions} in it are JSON
   * @throws RefusedException BAD_USER_INPUT, with the parameters that are wrong
   */
  GraphqlRequest asked(@Nullable String query) throws IOException {
    var members = new HashMap<String, @Nullable Object>();
    for (var parameter : parameters(query == null ? "" : query).entrySet()) {
      members.put(parameter.getKey(), value(parameter.getKey(), parameter.getValue()));
    }
    return request(members, true);
  }

  private @Nullable Object value(String name, String text) throws IOException {
    return switch (name) {
      // As forms send what was left empty.
      case "variables", "extensions" -> text.isEmpty() ? null : object(name, text.getBytes(UTF_8));
      default -> text;
    };
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new HashMap<String, String>();
    var wrong = new TreeMap<String, String>();
    try {
      UrlEncoded.decodeUtf8To(
          query,
          0,
          query.length(),
          (name, value) -> {
            if (parameters.put(name, value) != null) {
              wrong.put(name, "is there more than once");
            }
          });
    } catch (IllegalArgumentException malformed) {
      throw RefusedException.badInput(Map.of("address", "must be percent-encoded UTF-8"));
    }
    if (!wrong.isEmpty()) {
      throw RefusedException.badInput(wrong);
    }
    return parameters;
  }

  private static GraphqlRequest request(Map<String, @Nullable Object> members, boolean readsOnly) {
    var wrong = new TreeMap<String, String>();
    members.forEach((name, value) -> check(name, value, wrong));
    var hash = members.get("extensions") instanceof Map<?, ?> all ? hash(all, wrong) : null;
    if (members.get("query") == null && hash == null) {
      wrong.putIfAbsent("query", "is required");
    }
    if (!wrong.isEmpty()) {
      throw RefusedException.badInput(wrong);
    }
    @SuppressWarnings("unchecked") // JSON object members are strings
    var variables = (Map<String, Object>) members.get("variables");
    var name = (String) members.get("operationName");
    return new GraphqlRequest(
        (String) members.get("query"),
        // As if there was none, rather than the first of several.
        name == null || name.isEmpty() ? null : name,
        variables == null ? Map.of() : variables,
        hash,
        readsOnly);
  }

  /** As in https://www.apollographql.com/docs/apollo-server/performance/apq. */
  private static @Nullable String hash(Map<?, ?> extensions, Map<String, String> wrong) {
    var persisted = extensions.get("persistedQuery");
    if (persisted instanceof Map<?, ?> one) {
      if (!Integer.valueOf(1).equals(one.get("version"))) {
        wrong.put("extensions.persistedQuery.version", "must be 1");
      }
      if (one.get("sha256Hash") instanceof String hash && SHA_256.matcher(hash).matches()) {
        return hash;
      }
      wrong.put("extensions.persistedQuery.sha256Hash", "must be a SHA-256 in lower-case hex");
    } else if (persisted != null) {
      wrong.put("extensions.persistedQuery", "must be an object");
    }
    return null;
  }

  private Map<String, @Nullable Object> object(String name, byte[] json) throws IOException {
    try {
      @Nullable Map<String, @Nullable Object> members = reader.readValue(json);
      if (members != null) {
        return members;
      }
    } catch (JsonProcessingException malformed) {
      var at = malformed.getLocation();
      throw RefusedException.badInput(
          Map.of(
              name,
              "must be one JSON object"
                  + (at == null
                      ? ""
                      : ": line " + at.getLineNr() + ", column " + at.getColumnNr())));
    }
    throw RefusedException.badInput(Map.of(name, "must be one JSON object"));
  }

  private static void check(String name, @Nullable Object value, Map<String, String> wrong) {
    switch (name) {
      case "query", "operationName" -> {
        if (value != null && !(value instanceof String)) {
          wrong.put(name, "must be a string");
        }
      }
      case "variables", "extensions" -> {
        if (value != null && !(value instanceof Map)) {
          wrong.put(name, "must be an object");
        }
      }
      default -> wrong.put(name, "is unknown");
    }
  }
}
