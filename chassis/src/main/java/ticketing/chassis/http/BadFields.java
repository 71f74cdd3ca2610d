package ticketing.chassis.http;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.dropwizard.jersey.validation.JerseyViolationException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names the fields that are wrong as the caller knows them: {@code price.amount}. */
final class BadFields {

  private static final Map<String, String> NOT_JSON =
      Map.of("body", "must be well-formed JSON of the documented shape");

  private BadFields() {}

  static Map<String, String> of(JerseyViolationException invalid) {
    Map<String, String> fields = new TreeMap<>();
    for (ConstraintViolation<?> violation : invalid.getConstraintViolations()) {
      fields.merge(field(violation.getPropertyPath()), violation.getMessage(), BadFields::both);
    }
    return fields;
  }

  static Map<String, String> of(JsonProcessingException malformed) {
    return switch (malformed) {
      case UnrecognizedPropertyException unknown -> Map.of(path(unknown), "is not known");
      // Wherever in the body it was that it stopped being JSON.
      case JsonMappingException broken when broken.getCause() instanceof JsonParseException ->
          NOT_JSON;
      case JsonMappingException mismatch when !mismatch.getPath().isEmpty() ->
          Map.of(path(mismatch), "is of the wrong type");
      default -> NOT_JSON;
    };
  }

  private static String both(String one, String other) {
    return one.compareTo(other) < 0 ? one + ", " + other : other + ", " + one;
  }

  /** Without the method, and without the parameter that is the whole body. */
  private static String field(Path path) {
    List<String> names = new ArrayList<>();
    String parameter = "body";
    for (Path.Node node : path) {
      if (node.getKind() == ElementKind.PARAMETER) {
        parameter = parameter(node.getName());
      } else if (node.getKind() == ElementKind.PROPERTY) {
        names.add(node.getName());
      }
    }
    return names.isEmpty() ? parameter : String.join(".", names);
  }

  /** Dropwizard puts a kind before it ({@code query param ids}), but before the body none. */
  private static String parameter(String name) {
    int space = name.lastIndexOf(' ');
    return space < 0 ? "body" : name.substring(space + 1);
  }

  private static String path(JsonMappingException mismatch) {
    return mismatch.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(joining("."));
  }
}
