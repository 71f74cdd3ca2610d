package ticketing.chassis.events;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.OrderedConsumerContext;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.OrderedConsumerConfiguration;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import ticketing.contracts.events.Source;

/** {@code make listen}: prints events as they flow, until it is interrupted. */
public final class Listen {

  private final Connection connection;
  private final PrintStream out;

  private Listen(Connection connection, PrintStream out) {
    this.connection = connection;
    this.out = out;
  }

  /** Of NATS at {@code NATS_URL}. */
  public static void main(String[] args) throws InterruptedException {
    try (Connection connection = NatsAtHand.connect()) {
      var listen = new Listen(connection, System.out);
      for (Source source : Source.values()) {
        listen.follow(source);
      }
      new CountDownLatch(1).await();
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void follow(Source source) throws IOException {
    try {
      OrderedConsumerContext consumer =
          connection
              .getStreamContext(source.stream())
              .createOrderedConsumer(
                  new OrderedConsumerConfiguration()
                      .deliverPolicy(DeliverPolicy.New)
                      .filterSubject(source.subjects()));
      var unused = consumer.consume(this::print);
      out.println("listening to stream " + source.stream());
    } catch (JetStreamApiException e) {
      out.println("no stream " + source.stream() + ": " + e.getMessage());
    }
  }

  private void print(Message message) {
    String body = new String(message.getData(), StandardCharsets.UTF_8);
    out.printf(
        "%s  #%d  %s%n  %s%n",
        message.getSubject(), message.metaData().streamSequence(), version(body), body);
  }

  private static String version(String body) {
    try {
      Event<?> event = EventJson.read(body);
      return event.isHint() ? "hint" : "v" + event.version();
    } catch (UnreadableEventException e) {
      return "not an event: " + e.getMessage();
    }
  }
}
