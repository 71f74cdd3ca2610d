package ticketing.chassis.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Source;
import ticketing.dev.LocalNats;

/** The services around the one under test: tells what they would tell, and reads what it told. */
public final class OtherServices implements AutoCloseable {

  private static final int NO_MESSAGE_FOUND = 10037;

  private final Connection connection;

  private OtherServices(Connection connection) {
    this.connection = connection;
  }

  /** All of them, with their streams. */
  public static OtherServices at(LocalNats nats) {
    try {
      var options =
          Options.builder()
              .server(nats.url())
              // Of each request, too.
              .connectionTimeout(Duration.ofSeconds(10))
              .maxReconnects(-1)
              .reconnectWait(Duration.ofMillis(50))
              .reconnectJitter(Duration.ofMillis(50))
              .build();
      var connection = Nats.connect(options);
      var others = new OtherServices(connection);
      others.makeStreams();
      return others;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JetStreamApiException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Makes the streams that are not there. */
  public void makeStreams() throws IOException, JetStreamApiException {
    for (Source source : Source.values()) {
      var unused = Streams.ensure(connection.jetStreamManagement(), source, 1);
    }
  }

  /** Tells these events in this order, again also what was told before. */
  public void tell(Event<?>... events) {
    for (Event<?> event : events) {
      tell(event.subject(), EventJson.write(event));
    }
  }

  /** Tells anything at all. */
  public void tell(String subject, String body) {
    try {
      // Without a message id: JetStream would swallow what is told again.
      var ack = connection.jetStream().publish(subject, body.getBytes(UTF_8));
      if (ack.isDuplicate()) {
        throw new IllegalStateException("swallowed as a duplicate: " + body);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JetStreamApiException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All that the stream holds of this row, in the stream's order. */
  public List<Event<?>> told(Source source, UUID aggregateId) {
    return toldOn(source, "ticketing." + source.id() + ".*." + aggregateId);
  }

  /** All events of this kind that the stream holds of this row, in the stream's order. */
  public List<Event<?>> told(EventType<?> type, UUID aggregateId) {
    return toldOn(type.source(), type.subject(aggregateId));
  }

  /** All that the stream holds, in its order. */
  public List<Event<?>> told(Source source) {
    return toldOn(source, source.subjects());
  }

  private List<Event<?>> toldOn(Source source, String subjects) {
    List<Event<?>> events = new ArrayList<>();
    Optional<MessageInfo> message = next(source, 1, subjects);
    while (message.isPresent()) {
      events.add(read(message.get()));
      message = next(source, message.get().getSeq() + 1, subjects);
    }
    return events;
  }

  private Optional<MessageInfo> next(Source source, long sequence, String subjects) {
    try {
      JetStreamManagement management = connection.jetStreamManagement();
      return Optional.of(management.getNextMessage(source.stream(), sequence, subjects));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == NO_MESSAGE_FOUND) {
        return Optional.empty();
      }
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Event<?> read(MessageInfo message) {
    try {
      return EventJson.read(new String(message.getData(), UTF_8));
    } catch (UnreadableEventException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The tests' own connection. */
  public Connection connection() {
    return connection;
  }

  @Override
  public void close() throws InterruptedException {
    connection.close();
  }
}
