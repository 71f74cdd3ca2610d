package ticketing.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.dev.Stack;

/** Events at an installation's NATS, as {@code make emit} and {@code make listen} handle them. */
final class EventsByHand implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Connection connection;

  private EventsByHand(Connection connection) {
    this.connection = connection;
  }

  static EventsByHand at(Stack stack) throws IOException, InterruptedException {
    return new EventsByHand(Nats.connect(Options.builder().server(stack.natsUrl()).build()));
  }

  /** Tells that an order's time is over, as expiration-svc does. */
  void tellDue(String orderId, Instant expiresAt) {
    EventType<?> due = Events.EXPIRATION_DUE;
    try {
      byte[] event =
          MAPPER.writeValueAsBytes(
              Map.of(
                  "specversion",
                  "1.0",
                  "id",
                  UUID.randomUUID().toString(),
                  "source",
                  "/ticketing/" + due.source().id(),
                  "type",
                  due.name(),
                  "subject",
                  orderId,
                  "time",
                  expiresAt.toString(),
                  "datacontenttype",
                  "application/json",
                  "data",
                  Map.of("orderId", orderId, "expiresAt", expiresAt.toString())));
      var unused = connection.jetStream().publish(due.subject(UUID.fromString(orderId)), event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JetStreamApiException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether an event of this kind was told of the row; false without an id. */
  boolean wasTold(EventType<?> type, String id) {
    if (id.isEmpty()) {
      return false;
    }
    try {
      var unused =
          connection
              .jetStreamManagement()
              .getLastMessage(type.source().stream(), type.subject(UUID.fromString(id)));
      return true;
    } catch (JetStreamApiException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    connection.close();
  }
}
