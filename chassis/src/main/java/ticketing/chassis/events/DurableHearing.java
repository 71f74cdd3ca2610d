package ticketing.chassis.events;

import com.codahale.metrics.Counter;
import io.dropwizard.core.setup.Environment;
import io.nats.client.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.observe.Step;
import ticketing.chassis.observe.Tracing;
import ticketing.contracts.events.EventType;

/**
 * Hears events durably, without a database: acknowledged when the handler returns, heard again a
 * second after it throws. All instances of the service share the events. An event may come twice.
 */
public final class DurableHearing {

  /** Passes an event on. */
  @FunctionalInterface
  public interface Handler {
    void hear(Event<?> event) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(DurableHearing.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Handler handler;
  private final Counter unreadable;
  private final Tracing tracing;

  private DurableHearing(Handler handler, Counter unreadable, Tracing tracing) {
    this.handler = handler;
    this.unreadable = unreadable;
    this.tracing = tracing;
  }

  /** Lets the handler hear these kinds of event, all of one source, while the application runs. */
  public static void start(
      EventBus bus, List<EventType<?>> types, Handler handler, Environment environment) {
    var source = types.getFirst().source();
    var unreadable = environment.metrics().counter("events.heard." + source.id() + ".failed");
    var hearing = new DurableHearing(handler, unreadable, Tracing.of(environment));
    var durable = DurableConsumer.of(bus, source, types);
    new PullLoop(
            "hearing", bus, source, () -> durable, (batch, lag) -> batch.forEach(hearing::hear))
        .manage(environment);
  }

  private void hear(Message message) {
    try {
      hear(EventJson.read(new String(message.getData(), StandardCharsets.UTF_8)));
    } catch (UnreadableEventException e) {
      unreadable.inc();
      LOG.error("{} cannot be read and is left out: {}", message.getSubject(), e.getMessage());
      message.term();
      return;
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} is heard again in a second: {}", message.getSubject(), e.toString());
      message.nakWithDelay(AFTER_FAILURE);
      return;
    }
    message.ack();
  }

  private void hear(Event<?> event) throws IOException {
    try (Step step = Hearings.begin(tracing, event);
        var within = step.trace().enter()) {
      try {
        handler.hear(event);
      } catch (IOException | RuntimeException failure) {
        step.failed(failure);
        throw failure;
      }
    }
  }
}
