package ticketing.contracts.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map.Entry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ticketing.contracts.access.ServiceAccess;

/** asyncapi.yaml says of names, subjects and durables what the code says. */
class AsyncApiTest {

  private static JsonNode document;

  @BeforeAll
  static void read() throws IOException {
    document = new YAMLMapper().readTree(Path.of("src/main/resources/asyncapi.yaml").toFile());
  }

  @Test
  void itsChannelsAreTheKindsOfEventsWithTheirSubjects() {
    assertThat(document.at("/channels").properties())
        .extracting(channel ->
            channel.getKey()
                + " "
                + channel.getValue().at("/address").textValue().replaceAll("\\{\\w+}", "*"))
        .containsExactlyElementsOf(
            Events.ALL.stream().map(type -> type.name() + " " + type.subjects()).toList());
  }

  @Test
  void aChannelCarriesItsEventAlone() {
    assertThat(document.at("/channels").properties())
        .allSatisfy(channel ->
            assertThat(channel.getValue().at("/messages").properties())
                .extracting(Entry::getKey, message -> message.getValue().at("/$ref").textValue())
                .containsExactly(
                    tuple(channel.getKey(), "#/components/messages/" + channel.getKey())));
  }

  @Test
  void itsMessagesAreTheKindsOfEventsWithTheirSchemas() {
    assertThat(document.at("/components/messages").properties())
        .extracting(message ->
            "%s %s %s"
                .formatted(
                    message.getKey(),
                    message.getValue().at("/name").textValue(),
                    message.getValue().at("/payload/$ref").textValue()))
        .containsExactlyElementsOf(
            Events.ALL.stream()
                .map(type -> "%1$s %1$s ./schemas/%1$s.json".formatted(type.name()))
                .toList());
  }

  @Test
  void everyEventIsToldByItsSourceAlone() {
    assertThat(operations("send"))
        .extracting(Operation::name)
        .containsExactlyElementsOf(
            Events.ALL.stream().map(type -> type.source().id() + ".tells." + type.name()).toList());
  }

  /** A service has one durable a stream that it hears; who hears every event has none. */
  @Test
  void whoHearsAnEventIsNamedAsItsDurableIs() {
    assertThat(operations("receive"))
        .allSatisfy(operation -> {
          EventType<?> type = Events.named(operation.event()).orElseThrow();
          String service = operation.name().replaceAll("\\..*", "");
          assertThat(operation.name()).isEqualTo(service + ".hears." + type.name());
          assertThat(operation.queue())
              .isEqualTo(
                  List.of("every-service", "gateway").contains(service)
                      ? ""
                      : service + "-" + type.source().id());
        });
  }

  @Test
  void aServiceMayHearWhatItHearsAndNothingElse() {
    assertThat(operations("receive"))
        .filteredOn(operation -> !operation.queue().isEmpty())
        .extracting(Operation::queue)
        .containsOnly(
            Arrays.stream(ServiceAccess.values())
                .flatMap(access ->
                    access.hears().stream().map(source -> access.id() + "-" + source.id()))
                .toArray(String[]::new));
  }

  @Test
  void theGatewayFollowsAllOfWhatItMay() {
    assertThat(operations("receive"))
        .filteredOn(operation -> operation.name().startsWith("gateway."))
        .extracting(Operation::event)
        .containsExactlyInAnyOrderElementsOf(
            ServiceAccess.GATEWAY.follows().stream()
                .flatMap(source -> Events.from(source).stream())
                .map(EventType::name)
                .toList());
  }

  private static List<Operation> operations(String action) {
    return document.at("/operations").properties().stream()
        .filter(operation -> operation.getValue().at("/action").textValue().equals(action))
        .map(operation -> Operation.of(operation.getKey(), operation.getValue()))
        .toList();
  }

  private record Operation(String name, String event, String queue) {

    static Operation of(String name, JsonNode operation) {
      String channel = operation.at("/channel/$ref").textValue();
      assertThat(channel).startsWith("#/channels/");
      return new Operation(
          name,
          channel.substring("#/channels/".length()),
          operation.at("/bindings/nats/queue").asText());
    }
  }
}
