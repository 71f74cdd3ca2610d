package ticketing.chassis.events;

import io.dropwizard.core.setup.Environment;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import ticketing.contracts.events.EventType;

/**
 * Lets this instance hear every event that is published from now on, whatever its sisters hear, for
 * listeners that can look up what they missed: it says when they have to. Nothing is told between
 * that and the next event which it would not hear.
 */
public final class Following {

  // NATS forgets the consumer of an instance that is gone.
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

  private final List<EventType<?>> types;
  private final Consumer<Event<?>> listener;
  private final Runnable missed;
  private volatile boolean begun;

  private Following(List<EventType<?>> types, Consumer<Event<?>> listener, Runnable missed) {
    this.types = types;
    this.listener = listener;
    this.missed = missed;
  }

  /**
   * Lets the listener hear these kinds of event, all of one source, while the application runs.
   *
   * @param missed called whenever hearing begins, at the start and after each new connection to
   *     NATS: what was told before may not have been heard
   */
  public static void start(
      EventBus bus,
      List<EventType<?>> types,
      Consumer<Event<?>> listener,
      Runnable missed,
      Environment environment) {
    var following = new Following(types, listener, missed);
    var source = types.getFirst().source();
    new PullLoop("following", bus, source, following::consumer, following::hear)
        .manage(environment);
  }

  private ConsumerConfiguration consumer() {
    begun = false;
    return ConsumerConfiguration.builder()
        .filterSubjects(types.stream().map(EventType::subjects).toList())
        .deliverPolicy(DeliverPolicy.New)
        .ackPolicy(AckPolicy.None)
        .memStorage(true)
        .inactiveThreshold(FORGOTTEN_AFTER)
        .build();
  }

  private void hear(List<Message> batch, long lag) {
    if (!begun) {
      begun = true;
      missed.run();
    }
    batch.forEach(message -> BroadcastHearing.hear(message, listener));
  }
}
