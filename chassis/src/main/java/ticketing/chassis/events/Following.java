package ticketing.chassis.events;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.contracts.events.Source;

/**
 * Lets this instance hear every event at the moment that it is published, whatever its sisters
 * hear, for listeners that can look up what they missed: it says when they have to. It takes plain
 * NATS messages, not JetStream's, so that it needs no consumer and can disturb nobody's.
 */
public final class Following implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(Following.class);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final EventBus bus;
  private final List<Source> sources;
  private final Consumer<Event<?>> listener;
  private final Runnable missed;
  // Not virtual: until JDK-8389310 is fixed, what is thrown there may miss its handler.
  private final Thread thread = Thread.ofPlatform().daemon().name("following").unstarted(this::run);

  private Following(
      EventBus bus, List<Source> sources, Consumer<Event<?>> listener, Runnable missed) {
    this.bus = bus;
    this.sources = sources;
    this.listener = listener;
    this.missed = missed;
  }

  /**
   * Lets the listener hear all events of these sources while the application runs.
   *
   * @param missed called after hearing began, at the start and after each new connection to NATS:
   *     what was told before may not have been heard
   */
  public static void start(
      EventBus bus,
      List<Source> sources,
      Consumer<Event<?>> listener,
      Runnable missed,
      Environment environment) {
    environment.lifecycle().manage(new Following(bus, sources, listener, missed));
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() throws InterruptedException {
    bus.stopHearing();
    thread.join(ANSWER);
  }

  private void run() {
    try {
      do {
        try {
          follow();
        } catch (IOException | TimeoutException | RuntimeException e) {
          LOG.debug("Nothing is heard for now: {}", e.toString());
        }
      } while (!bus.hearingStopsWithin(LOOK));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until the connection was lost and made again, or messages were. */
  private void follow() throws IOException, TimeoutException, InterruptedException {
    long epoch = bus.epoch();
    Connection connection = bus.connection();
    Dispatcher heard =
        connection.createDispatcher(message -> BroadcastHearing.hear(message, listener));
    try {
      sources.forEach(source -> heard.subscribe(source.subjects()));
      // Once this is answered NATS knows of the subscriptions.
      connection.flush(ANSWER);
      missed.run();
      while (epoch == bus.epoch() && heard.getDroppedCount() == 0) {
        if (bus.hearingStopsWithin(LOOK)) {
          return;
        }
      }
    } finally {
      if (connection.getStatus() != Connection.Status.CLOSED) {
        connection.closeDispatcher(heard);
      }
    }
  }
}
