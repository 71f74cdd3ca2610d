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

  /** While there is this connection, lost and found again by jnats, which then subscribes again. */
  private void follow() throws IOException, TimeoutException, InterruptedException {
    Connection connection = bus.connection();
    // What is sent while it is being found again, jnats drops: only after this it is not.
    connection.flush(ANSWER);
    if (bus.hearingStopsWithin(LOOK)) {
      return;
    }
    Dispatcher heard =
        connection.createDispatcher(message -> BroadcastHearing.hear(message, listener));
    sources.forEach(source -> heard.subscribe(source.subjects()));
    long epoch = -1;
    long dropped = 0;
    do {
      long now = bus.epoch();
      if ((now != epoch || heard.getDroppedCount() != dropped) && isHeard(connection)) {
        epoch = now;
        dropped = heard.getDroppedCount();
        missed.run();
      }
    } while (connection.getStatus() != Connection.Status.CLOSED && !bus.hearingStopsWithin(LOOK));
  }

  /** Whether NATS knows of the subscriptions: what it answers comes after them. */
  private static boolean isHeard(Connection connection) throws InterruptedException {
    try {
      connection.flush(ANSWER);
      return true;
    } catch (TimeoutException | IllegalStateException e) {
      LOG.debug("Nothing is heard for now: {}", e.toString());
      return false;
    }
  }
}
