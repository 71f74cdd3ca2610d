package ticketing.chassis.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.dropwizard.jackson.Jackson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;

/**
 * Events as CloudEvents 1.0 in structured JSON. The version is the extension {@code sequence}, ten
 * digits, as that extension is a string that sorts
 * (https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/sequence.md).
 */
public final class EventJson {

  private static final String SEQUENCE = "sequence";
  private static final JsonFormat FORMAT = new JsonFormat();
  private static final ObjectMapper MAPPER =
      Jackson.newObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private EventJson() {}

  public static String write(Event<?> event) {
    CloudEventBuilder builder =
        CloudEventBuilder.v1()
            .withId(event.id())
            .withSource(URI.create("/ticketing/" + event.type().source().id()))
            .withType(event.type().name())
            .withSubject(event.aggregateId().toString())
            .withTime(event.time().atOffset(ZoneOffset.UTC))
            .withData(
                "application/json", JsonCloudEventData.wrap(MAPPER.valueToTree(event.state())));
    if (!event.isHint()) {
      builder.withExtension(SEQUENCE, "%010d".formatted(event.version()));
    }
    return new String(FORMAT.serialize(builder.build()), StandardCharsets.UTF_8);
  }

  static Event<?> read(String json) throws UnreadableEventException {
    try {
      CloudEvent cloudEvent = FORMAT.deserialize(json.getBytes(StandardCharsets.UTF_8));
      EventType<?> type =
          Events.named(cloudEvent.getType())
              .orElseThrow(
                  () -> new UnreadableEventException("unknown type " + cloudEvent.getType()));
      return event(type, cloudEvent);
    } catch (RuntimeException | JsonProcessingException e) {
      throw new UnreadableEventException(String.valueOf(e.getMessage()), e);
    }
  }

  private static <T> Event<T> event(EventType<T> type, CloudEvent cloudEvent)
      throws JsonProcessingException, UnreadableEventException {
    @Nullable String subject = cloudEvent.getSubject();
    if (subject == null
        || cloudEvent.getTime() == null
        || !(cloudEvent.getData() instanceof JsonCloudEventData data)) {
      throw new UnreadableEventException("no subject, time or data");
    }
    Object sequence = cloudEvent.getExtension(SEQUENCE);
    int version = sequence == null ? Event.HINT : Integer.parseInt(sequence.toString());
    Instant time = cloudEvent.getTime().toInstant();
    JsonNode state = data.getNode();
    return new Event<>(
        type, UUID.fromString(subject), version, time, MAPPER.treeToValue(state, type.state()));
  }
}
