package ticketing.chassis.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
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
import ticketing.chassis.observe.Trace;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;

/**
 * Events as CloudEvents 1.0 in structured JSON. The version is the extension {@code sequence}, ten
 * digits, as that extension is a string that sorts
 * (https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/sequence.md); its trace is
 * {@code traceparent}
 * (https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/distributed-tracing.md).
 */
public final class EventJson {

  private static final String SEQUENCE = "sequence";
  private static final JsonFormat FORMAT = new JsonFormat();
  private static final ObjectMapper MAPPER =
      Jackson.newObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private EventJson() {}

  /** In this thread's trace. */
  public static String write(Event<?> event) {
    return write(event, Trace.current());
  }

  static String write(Event<?> event, Trace trace) {
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
    trace.traceparent().ifPresent(told -> builder.withExtension(Trace.TRACEPARENT, told));
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

  /** The trace of an event, whatever else can be read of it. */
  static Trace trace(String json) {
    try {
      Object told =
          FORMAT.deserialize(json.getBytes(StandardCharsets.UTF_8)).getExtension(Trace.TRACEPARENT);
      return Trace.of(told == null ? null : told.toString());
    } catch (RuntimeException unreadable) {
      return Trace.NONE;
    }
  }

  private static <T> Event<T> event(EventType<T> type, CloudEvent cloudEvent)
      throws JsonProcessingException, UnreadableEventException {
    @Nullable String subject = cloudEvent.getSubject();
    @Nullable T state = state(type, cloudEvent);
    if (subject == null || cloudEvent.getTime() == null || state == null) {
      throw new UnreadableEventException("no subject, time or data");
    }
    Instant time = cloudEvent.getTime().toInstant();
    Object traceparent = cloudEvent.getExtension(Trace.TRACEPARENT);
    return new Event<>(
        type,
        UUID.fromString(subject),
        version(type, cloudEvent),
        time,
        state,
        traceparent == null ? null : traceparent.toString());
  }

  private static <T> @Nullable T state(EventType<T> type, CloudEvent cloudEvent)
      throws JsonProcessingException {
    return cloudEvent.getData() instanceof JsonCloudEventData data
        ? MAPPER.treeToValue(data.getNode(), type.state())
        : null;
  }

  private static int version(EventType<?> type, CloudEvent cloudEvent)
      throws UnreadableEventException {
    if (type.source() == Source.EXPIRATION) {
      return Event.HINT;
    }
    Object sequence = cloudEvent.getExtension(SEQUENCE);
    int version = sequence == null ? 0 : Integer.parseInt(sequence.toString());
    if (version <= 0) {
      throw new UnreadableEventException("no place in its row's sequence: " + sequence);
    }
    return version;
  }
}
