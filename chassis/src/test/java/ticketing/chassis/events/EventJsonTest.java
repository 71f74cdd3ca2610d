package ticketing.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.observe.Trace;
import ticketing.contracts.CancelReason;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.ExpirationDue;
import ticketing.contracts.events.TicketState;
import ticketing.contracts.events.TicketState.Refusal;

class EventJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final UUID TICKET = UUID.fromString("01938d3c-0000-7000-8000-000000000001");
  private static final UUID SELLER = UUID.fromString("01938d3c-0000-7000-8000-000000000002");
  private static final UUID ORDER = UUID.fromString("01938d3c-0000-7000-8000-000000000003");
  private static final Instant CREATED = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant UPDATED = Instant.parse("2026-11-24T12:00:01.123Z");

  private static final Event<TicketState> EVENT =
      new Event<>(
          Events.TICKET_UPDATED,
          TICKET,
          7,
          UPDATED,
          new TicketState(
              TICKET,
              SELLER,
              "Größe 1: \"front\" row",
              new Money(4_200, "usd"),
              TicketStatus.AVAILABLE,
              null,
              3,
              null,
              new Refusal(ORDER, CancelReason.PRICE_CHANGED),
              null,
              7,
              CREATED,
              UPDATED));

  private static final String GOLDEN =
      """
      {
        "specversion": "1.0",
        "id": "01938d3c-0000-7000-8000-000000000001.7",
        "source": "/ticketing/tickets",
        "type": "ticket.updated",
        "datacontenttype": "application/json",
        "subject": "01938d3c-0000-7000-8000-000000000001",
        "time": "2026-11-24T12:00:01.123Z",
        "sequence": "0000000007",
        "data": {
          "id": "01938d3c-0000-7000-8000-000000000001",
          "sellerId": "01938d3c-0000-7000-8000-000000000002",
          "title": "Größe 1: \\"front\\" row",
          "price": {"amount": 4200, "currency": "usd"},
          "status": "AVAILABLE",
          "orderId": null,
          "lockNo": 3,
          "lockedUntil": null,
          "refusal": {
            "orderId": "01938d3c-0000-7000-8000-000000000003",
            "reason": "PRICE_CHANGED"
          },
          "takenDownAt": null,
          "version": 7,
          "createdAt": "2026-11-24T12:00:00Z",
          "updatedAt": "2026-11-24T12:00:01.123Z"
        }
      }
      """;

  @Test
  void isACloudEvent() throws Exception {
    assertThat(JSON.readTree(EventJson.write(EVENT))).isEqualTo(JSON.readTree(GOLDEN));
  }

  @Test
  void readsWhatItWrote() throws Exception {
    assertThat(EventJson.read(EventJson.write(EVENT))).isEqualTo(EVENT);
    assertThat(EventJson.read(GOLDEN)).isEqualTo(EVENT);
  }

  @Test
  void aHintHasNoSequence() throws Exception {
    var due =
        new Event<>(
            Events.EXPIRATION_DUE, ORDER, Event.HINT, CREATED, new ExpirationDue(ORDER, CREATED));
    String json = EventJson.write(due);
    assertThat(JSON.readTree(json).has("sequence")).isFalse();
    assertThat(EventJson.read(json)).isEqualTo(due);
  }

  @Test
  void passesWhatANewerTellerAdds() throws Exception {
    String json =
        golden(event -> {
          event.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
          data(event)
              .put("colour", "red")
              .putObject("price")
              .put("amount", 4_200)
              .put("currency", "usd")
              .put("tax", 800);
        });
    Event<?> read = EventJson.read(json);
    assertThat(read).usingRecursiveComparison().ignoringFields("traceparent").isEqualTo(EVENT);
    assertThat(read.cause().id()).hasValue("4bf92f3577b34da6a3ce929d0e0e4736");
  }

  @Test
  void tellsOfTheTraceThatItIsToldIn() throws Exception {
    Trace trace = Trace.begun();
    try (var within = trace.enter()) {
      assertThat(EventJson.read(EventJson.write(EVENT)).cause().id()).isEqualTo(trace.id());
    }
  }

  @Test
  void passesWhatAnOlderTellerDidNotHave() throws Exception {
    String json = golden(event -> data(event).remove("refusal"));
    assertThat(((TicketState) EventJson.read(json).state()).refusal()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "42",
        "no json",
        "{",
        "{}",
        "{\"specversion\": \"1.0\"}",
        "{\"specversion\": \"9.9\", \"id\": \"a\", \"source\": \"b\", \"type\": \"ticket.updated\"}"
      })
  void refusesWhatIsNoCloudEvent(String rubbish) {
    assertRefused(rubbish);
  }

  @Test
  void refusesEventsOfNoUse() throws Exception {
    assertRefused(golden(event -> event.put("type", "ticket.exploded")));
    assertRefused(golden(event -> event.remove("subject")));
    assertRefused(golden(event -> event.put("subject", "no uuid")));
    assertRefused(golden(event -> event.remove("time")));
    assertRefused(golden(event -> event.put("time", "yesterday")));
    assertRefused(golden(event -> event.remove("data")));
    assertRefused(golden(event -> event.putNull("data")));
    assertRefused(golden(event -> event.put("data", "text")));
    assertRefused(golden(event -> data(event).put("status", "EXPLODED")));
    assertRefused(golden(event -> data(event).put("lockNo", "many")));
  }

  /** It could not be put in order: a row's event is no hint. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "seven", "", "99999999999"})
  void refusesSequencesThatAreNone(String sequence) throws Exception {
    assertRefused(golden(event -> event.put("sequence", sequence)));
  }

  @Test
  void refusesARowsEventWithoutSequence() throws Exception {
    assertRefused(golden(event -> event.remove("sequence")));
  }

  private static void assertRefused(String json) {
    assertThatThrownBy(() -> EventJson.read(json)).isInstanceOf(UnreadableEventException.class);
  }

  private static String golden(Consumer<ObjectNode> change) throws Exception {
    JsonNode event = JSON.readTree(GOLDEN);
    change.accept((ObjectNode) event);
    return event.toString();
  }

  private static ObjectNode data(ObjectNode event) {
    return (ObjectNode) event.get("data");
  }
}
