package ticketing.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;

/** What is told matches its JSON schema in contracts, whatever is in it. */
class EventSchemasTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final UUID ID = UUID.fromString("01938d3c-0000-7000-8000-000000000001");
  private static final Instant TIME = Instant.parse("2026-11-24T12:00:01.123Z");

  @ParameterizedTest
  @MethodSource("kinds")
  void whateverIsToldMatches(EventType<?> type) {
    assertThat(told(type)).hasSizeGreaterThan(1);
    assertThat(told(type).stream())
        .flatExtracting(json -> EventSchemas.complaints(type.name(), json))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anotherKindDoesNot(EventType<?> type) {
    String json = told(type).getFirst();
    assertThat(Events.ALL)
        .filteredOn(other -> !other.equals(type))
        .allSatisfy(other -> assertThat(EventSchemas.complaints(other.name(), json)).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatANewerTellerAddsMatches(EventType<?> type) throws Exception {
    ObjectNode event = (ObjectNode) JSON.readTree(told(type).getFirst());
    event.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    ((ObjectNode) event.get("data")).put("colour", "red");
    assertThat(EventSchemas.complaints(type.name(), event.toString())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aFieldOfAnotherTypeDoesNot(EventType<?> type) throws Exception {
    JsonNode event = JSON.readTree(told(type).getFirst());
    assertThat(Stream.concat(pointers("/", event), pointers("/data/", event.get("data"))))
        .allSatisfy(pointer ->
            assertThat(EventSchemas.complaints(type.name(), spoilt(event, pointer))).isNotEmpty());
  }

  static List<EventType<?>> kinds() {
    return Events.ALL;
  }

  private static <T> List<String> told(EventType<T> type) {
    int version = type.source() == Source.EXPIRATION ? Event.HINT : 7;
    return States.of(type.state()).stream()
        .map(type.state()::cast)
        .map(state -> EventJson.write(new Event<>(type, ID, version, TIME, state)))
        .toList();
  }

  private static Stream<String> pointers(String path, JsonNode object) {
    return object.propertyStream().map(property -> path + property.getKey());
  }

  /** With something at the pointer that no field is. */
  private static String spoilt(JsonNode event, String pointer) {
    JsonNode spoilt = event.deepCopy();
    int slash = pointer.lastIndexOf('/');
    var parent = (ObjectNode) spoilt.at(pointer.substring(0, slash));
    parent.putArray(pointer.substring(slash + 1));
    return spoilt.toString();
  }
}
