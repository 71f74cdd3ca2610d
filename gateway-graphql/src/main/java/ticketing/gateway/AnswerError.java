package ticketing.gateway;

import graphql.ErrorClassification;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error as clients see it: graphql-java's own, less its classification. */
record AnswerError(
    String message,
    List<SourceLocation> locations,
    @Nullable List<Object> path,
    Map<String, Object> extensions)
    implements GraphQLError {

  AnswerError(String message, Map<String, Object> extensions) {
    this(message, List.of(), null, extensions);
  }

  @Override
  public String getMessage() {
    return message;
  }

  @Override
  public List<SourceLocation> getLocations() {
    return locations;
  }

  @Override
  public @Nullable List<Object> getPath() {
    return path;
  }

  @Override
  public Map<String, Object> getExtensions() {
    return extensions;
  }

  @Override
  public ErrorClassification getErrorType() {
    return ErrorClassification.errorClassification(String.valueOf(extensions.get("code")));
  }

  @Override
  public Map<String, Object> toSpecification() {
    var error = new LinkedHashMap<String, Object>();
    error.put("message", message);
    if (!locations.isEmpty()) {
      error.put("locations", locations.stream().map(AnswerError::location).toList());
    }
    if (path != null) {
      error.put("path", path);
    }
    error.put("extensions", extensions);
    return error;
  }

  private static Map<String, Integer> location(SourceLocation location) {
    var map = new LinkedHashMap<String, Integer>();
    map.put("line", location.getLine());
    map.put("column", location.getColumn());
    return map;
  }
}
