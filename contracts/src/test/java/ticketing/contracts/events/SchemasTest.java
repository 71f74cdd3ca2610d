package ticketing.contracts.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON schemas say what the records say: a schema a kind of event, and one a type in it. */
class SchemasTest {

  private static final Path SCHEMAS = Path.of("src/main/resources/schemas");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyEventAndTypeHasASchemaAndNothingElseHas() {
    Stream<String> names =
        Stream.of(
                Stream.of("Envelope"),
                Events.ALL.stream().map(EventType::name),
                types().map(Class::getSimpleName))
            .flatMap(name -> name);
    assertThat(SCHEMAS.toFile().list())
        .containsExactlyInAnyOrderElementsOf(names.map(name -> name + ".json").toList());
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventIsAnEnvelopeWithItsState(EventType<?> type) throws IOException {
    JsonNode schema = schema(type.name());
    assertThat(schema.at("/allOf")).isEqualTo(json("[{'$ref': 'Envelope.json'}]"));
    assertThat(schema.at("/properties/type/const").textValue()).isEqualTo(type.name());
    assertThat(schema.at("/properties/source/const").textValue())
        .isEqualTo("/ticketing/" + type.source().id());
    assertThat(schema.at("/properties/data")).isEqualTo(reference(type.state()));
    assertThat(schema.at("/required").valueStream().map(JsonNode::textValue))
        .as("all but hints have a place in their row's sequence")
        .isEqualTo(type.source() == Source.EXPIRATION ? List.of() : List.of("sequence"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aTypeIsAsItsSchemaSays(Class<?> type) throws IOException {
    JsonNode schema = schema(type.getSimpleName());
    if (type.isEnum()) {
      assertThat(schema.at("/enum").valueStream().map(JsonNode::textValue))
          .containsExactlyElementsOf(
              Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
      return;
    }
    Map<String, JsonNode> shapes = new LinkedHashMap<>();
    schema.at("/properties").properties().forEach(p -> shapes.put(p.getKey(), shape(p.getValue())));
    Map<String, JsonNode> expected = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      expected.put(component.getName(), shape(component));
    }
    assertThat(shapes).containsExactlyEntriesOf(expected);
    assertThat(schema.at("/required").valueStream().map(JsonNode::textValue))
        .containsExactlyElementsOf(
            Arrays.stream(type.getRecordComponents())
                .filter(component -> !isNullable(component))
                .map(RecordComponent::getName)
                .toList());
  }

  /** Events are read leniently: a newer teller may add to them. */
  @Test
  void noSchemaIsClosed() throws IOException {
    for (File file : SCHEMAS.toFile().listFiles()) {
      JsonNode schema = JSON.readTree(file);
      assertThat(schema.at("/$schema").textValue())
          .isEqualTo("https://json-schema.org/draft/2020-12/schema");
      assertThat(schema.findValues("additionalProperties")).as(file.getName()).isEmpty();
      assertThat(schema.findValues("unevaluatedProperties")).as(file.getName()).isEmpty();
    }
  }

  static List<EventType<?>> events() {
    return Events.ALL;
  }

  /** Every record and enum that is in an event. */
  static Stream<Class<?>> types() {
    Set<Class<?>> found = new LinkedHashSet<>();
    Events.ALL.forEach(type -> collect(type.state(), found));
    return found.stream();
  }

  private static void collect(Class<?> type, Set<Class<?>> found) {
    if (type.isEnum()) {
      found.add(type);
    } else if (type.isRecord() && found.add(type)) {
      for (RecordComponent component : type.getRecordComponents()) {
        collect(component.getType(), found);
      }
    }
  }

  /** What a property's schema says of its type, without bounds and words. */
  private static JsonNode shape(JsonNode property) {
    return ((ObjectNode) property.deepCopy()).retain("$ref", "type", "format", "anyOf");
  }

  private static JsonNode shape(RecordComponent component) {
    JsonNode shape = shape(component.getType());
    if (!isNullable(component)) {
      return shape;
    }
    if (shape.has("$ref")) {
      return JsonNodeFactory.instance
          .objectNode()
          .set("anyOf", json("[%s, {'type': 'null'}]".formatted(shape)));
    }
    return ((ObjectNode) shape).set("type", json("[%s, 'null']".formatted(shape.get("type"))));
  }

  private static JsonNode shape(Class<?> type) {
    if (type.isRecord() || type.isEnum()) {
      return reference(type);
    } else if (type == UUID.class) {
      return json("{'type': 'string', 'format': 'uuid'}");
    } else if (type == Instant.class) {
      return json("{'type': 'string', 'format': 'date-time'}");
    } else if (type == String.class) {
      return json("{'type': 'string'}");
    } else if (type == int.class) {
      return json("{'type': 'integer'}");
    }
    throw new IllegalArgumentException("say here what a schema has for a " + type);
  }

  private static JsonNode reference(Class<?> type) {
    return json("{'$ref': '%s.json'}".formatted(type.getSimpleName()));
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static JsonNode schema(String name) throws IOException {
    return JSON.readTree(SCHEMAS.resolve(name + ".json").toFile());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
