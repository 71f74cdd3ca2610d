package ticketing.dev.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** The fields that Stripe always answers with; stripe-java itself takes their absence for null. */
record RequiredFields(String object, List<String> path, List<String> fields) {

  private static final List<RequiredFields> ALL = read();

  /** That each thing in an answer has all the fields of its kind. */
  static void assertPresent(JsonNode answer, String where) {
    var kind = answer.path("object").asText();
    for (var required : ALL) {
      if (required.object.equals(kind)) {
        required.assertWithin(answer, where);
      }
    }
    if (answer.isObject()) {
      answer
          .properties()
          .forEach(field -> assertPresent(field.getValue(), where + "/" + field.getKey()));
    } else {
      answer.forEach(item -> assertPresent(item, where + "/"));
    }
  }

  private void assertWithin(JsonNode thing, String where) {
    var node = thing;
    for (var step : path) {
      node = node.path(step);
    }
    if (node.isObject()) {
      assertThat(node.propertyStream().map(field -> field.getKey()))
          .as("%s %s %s", where, object, path)
          .containsAll(fields);
    }
  }

  private static List<RequiredFields> read() {
    try (var table =
        requireNonNull(RequiredFields.class.getResourceAsStream("required-fields.csv"))) {
      return new String(table.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(",", -1))
          .map(cells -> new RequiredFields(cells[0], words(cells[1], "\\."), words(cells[2], " ")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String text, String separator) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(separator));
  }
}
