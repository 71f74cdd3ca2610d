package ticketing.gateway;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a posted request, strictly: what it does not know it refuses. */
final class RequestReader {

  private static final String BODY = "body";

  private final ObjectReader reader;

  RequestReader(ObjectMapper mapper) {
    this.reader =
        mapper
            .readerFor(new TypeReference<Map<String, @Nullable Object>>() {})
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  }

  /**
   * @throws RefusedException BAD_USER_INPUT, with the members that are wrong
   */
  GraphqlRequest read(byte[] body) throws IOException {
    var members = members(body);
    var wrong = new TreeMap<String, String>();
    members.forEach((name, value) -> check(name, value, wrong));
    if (members.get("query") == null) {
      wrong.putIfAbsent("query", "is required");
    }
    if (!wrong.isEmpty()) {
      throw RefusedException.badInput(wrong);
    }
    @SuppressWarnings("unchecked") // JSON object members are strings
    var variables = (Map<String, Object>) members.get("variables");
    return new GraphqlRequest(
        String.valueOf(members.get("query")),
        (String) members.get("operationName"),
        variables == null ? Map.of() : variables);
  }

  private Map<String, @Nullable Object> members(byte[] body) throws IOException {
    try {
      @Nullable Map<String, @Nullable Object> members = reader.readValue(body);
      if (members != null) {
        return members;
      }
    } catch (JsonProcessingException malformed) {
      var at = malformed.getLocation();
      throw RefusedException.badInput(
          Map.of(
              BODY,
              "must be one JSON object"
                  + (at == null
                      ? ""
                      : ": line " + at.getLineNr() + ", column " + at.getColumnNr())));
    }
    throw RefusedException.badInput(Map.of(BODY, "must be one JSON object"));
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
