package ticketing.chassis.events;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code make emit}: publishes one event by hand, {@code BODY} (a CloudEvent in JSON, as {@code
 * make listen} prints it) on {@code SUBJECT}. What no service could read is refused.
 */
public final class Emit {

  private Emit() {}

  /** To NATS at {@code NATS_URL}. */
  public static void main(String[] args) throws InterruptedException {
    Map<String, String> environment = System.getenv();
    String body = environment.get("BODY");
    if (body == null || body.isBlank()) {
      System.err.println("usage: make emit BODY='<a CloudEvent as make listen prints it>'");
      System.exit(2);
      return;
    }
    try {
      emit(environment.get("SUBJECT"), body, System.out);
    } catch (UnreadableEventException e) {
      System.err.println("No service could read this: " + e.getMessage());
      System.exit(1);
    } catch (IOException | JetStreamApiException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void emit(@Nullable String subject, String body, PrintStream out)
      throws UnreadableEventException, IOException, JetStreamApiException, InterruptedException {
    Event<?> event = EventJson.read(body);
    try (Connection connection = NatsAtHand.connect()) {
      String target = subject == null || subject.isEmpty() ? event.subject() : subject;
      var ack = connection.jetStream().publish(target, body.getBytes(StandardCharsets.UTF_8));
      out.printf("%s  #%d of stream %s%n", target, ack.getSeqno(), ack.getStream());
    }
  }
}
