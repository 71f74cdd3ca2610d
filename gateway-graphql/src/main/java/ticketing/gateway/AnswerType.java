package ticketing.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.QuotedQualityCSV;

/**
 * The media types of an answer, as in https://graphql.github.io/graphql-over-http/draft/.
 *
 * <p>{@link #JSON} is what clients knew before there was a type of its own: whatever came of a
 * well-formed request is 200. {@link #GRAPHQL} tells by its status that a document was not run.
 */
enum AnswerType {
  JSON("application/json"),
  GRAPHQL("application/graphql-response+json;charset=utf-8");

  private final String text;

  AnswerType(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** The status of what came of a request that could be read. */
  int status(Map<String, Object> answer) {
    return this == JSON || answer.containsKey("data") ? 200 : 400;
  }

  /**
   * @param accept the headers of that name
   * @return {@link #JSON} without any; none where nothing of ours is accepted
   */
  static Optional<AnswerType> accepted(List<String> accept) {
    if (accept.stream().allMatch(String::isBlank)) {
      return Optional.of(JSON);
    }
    var byPreference = new QuotedQualityCSV();
    try {
      accept.forEach(byPreference::addValue);
      return byPreference.getValues().stream().flatMap(type -> of(type).stream()).findFirst();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<AnswerType> of(String type) {
    return switch (type.replaceFirst(";.*", "").toLowerCase(Locale.ROOT)) {
      case "application/json", "application/*", "*/*" -> Optional.of(JSON);
      case "application/graphql-response+json" -> Optional.of(GRAPHQL);
      default -> Optional.empty();
    };
  }
}
