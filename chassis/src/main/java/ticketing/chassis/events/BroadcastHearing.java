package ticketing.chassis.events;

import io.dropwizard.core.setup.Environment;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.contracts.events.EventType;

/**
 * Lets this instance hear every event, whatever its sisters hear. It begins a fixed time back, and
 * begins there again after each new connection: the listener gets events twice, and those from
 * before it started.
 */
public final class BroadcastHearing {

  private static final Logger LOG = LoggerFactory.getLogger(BroadcastHearing.class);
  // NATS forgets the consumer of an instance that is gone.
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

  private final List<EventType<?>> types;
  private final Duration back;
  private final InstantSource clock;
  private final Consumer<Event<?>> listener;
  private volatile boolean caughtUp;

  private BroadcastHearing(
      List<EventType<?>> types, Duration back, InstantSource clock, Consumer<Event<?>> listener) {
    this.types = types;
    this.back = back;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Lets the listener hear these kinds of event, all of one source, while the application runs.
   *
   * @param back how long before now it begins; events that happened earlier are left out
   */
  public static BroadcastHearing start(
      EventBus bus,
      List<EventType<?>> types,
      Duration back,
      InstantSource clock,
      Consumer<Event<?>> listener,
      Environment environment) {
    var hearing = new BroadcastHearing(types, back, clock, listener);
    var source = types.getFirst().source();
    new PullLoop("broadcast", bus, source, hearing::consumer, hearing::hear).manage(environment);
    return hearing;
  }

  /** Whether everything that was told before this instance started was heard, once. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  private ConsumerConfiguration consumer() {
    return ConsumerConfiguration.builder()
        .filterSubjects(types.stream().map(EventType::subjects).toList())
        .deliverPolicy(DeliverPolicy.ByStartTime)
        .startTime(oldest().atZone(ZoneOffset.UTC))
        .ackPolicy(AckPolicy.None)
        .memStorage(true)
        .inactiveThreshold(FORGOTTEN_AFTER)
        .build();
  }

  private Instant oldest() {
    return clock.instant().minus(back);
  }

  private void hear(List<Message> batch, long lag) {
    batch.forEach(this::hear);
    caughtUp |= lag == 0;
  }

  private void hear(Message message) {
    hear(
        message,
        event -> {
          if (!event.time().isBefore(oldest())) {
            listener.accept(event);
          }
        });
  }

  /** What fails is left out, as nobody would send it again. */
  static void hear(Message message, Consumer<Event<?>> listener) {
    try {
      Event<?> event = EventJson.read(new String(message.getData(), StandardCharsets.UTF_8));
      // No step: every instance hears every event, and most concern nobody there.
      try (var within = event.cause().enter()) {
        listener.accept(event);
      }
    } catch (UnreadableEventException e) {
      LOG.error("{} cannot be read and is left out: {}", message.getSubject(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} failed and is left out", message.getSubject(), e);
    }
  }
}
