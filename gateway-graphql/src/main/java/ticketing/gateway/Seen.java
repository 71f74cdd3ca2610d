package ticketing.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ErrorCode;

/**
 * What a subscription saw when it looked.
 *
 * @param body the answer in JSON
 * @param version of what it watches
 */
record Seen(byte[] body, int version, Kind kind) {

  /** How it goes on. */
  enum Kind {
    /** All that was asked for. */
    WHOLE,
    /** Something is missing, as its service is away: look again later. */
    PARTIAL,
    /** What is watched is missing, as its service is away: look again later. */
    NOTHING,
    /** It is refused, which it would be again. */
    REFUSED
  }

  static Seen of(Map<String, Object> answer, int version, ObjectMapper mapper) {
    boolean away = isAway(answer.get("errors"));
    boolean present = answer.get("data") != null;
    var kind = present ? away ? Kind.PARTIAL : Kind.WHOLE : away ? Kind.NOTHING : Kind.REFUSED;
    return new Seen(json(answer, mapper), version, kind);
  }

  private static boolean isAway(@Nullable Object errors) {
    return errors instanceof List<?> list
        && list.stream()
            .anyMatch(error ->
                error instanceof Map<?, ?> one
                    && one.get("extensions") instanceof Map<?, ?> extensions
                    && extensions.get("code") == ErrorCode.SERVICE_UNAVAILABLE);
  }

  static byte[] json(Map<String, Object> answer, ObjectMapper mapper) {
    try {
      return mapper.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for the same answer, and small. */
  byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
