package ticketing.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;

/** Events as they were once told are read for good: streams keep everything. */
class GoldenEventsTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Map<String, Event<?>> EVENTS = GoldenEvents.all();

  @Test
  void everyKindHasAnExample() throws IOException {
    try (Stream<Path> kinds = Files.list(GOLDEN)) {
      assertThat(kinds.map(kind -> kind.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Events.ALL.stream().map(EventType::name).toList());
    }
  }

  @Test
  void everyExampleIsKnown() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      assertThat(files.filter(Files::isRegularFile).map(GOLDEN::relativize).map(Path::toString))
          .containsExactlyInAnyOrderElementsOf(EVENTS.keySet());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void anExampleIsRead(String file) throws Exception {
    assertThat(EventJson.read(Files.readString(GOLDEN.resolve(file)))).isEqualTo(EVENTS.get(file));
  }

  @ParameterizedTest
  @MethodSource("files")
  void anExampleMatchesItsSchema(String file) throws IOException {
    String json = Files.readString(GOLDEN.resolve(file));
    assertThat(EventSchemas.complaints(type(file), json)).isEmpty();
  }

  static Stream<String> files() {
    return EVENTS.keySet().stream();
  }

  private static String type(String file) {
    return Path.of(file).getName(0).toString();
  }
}
