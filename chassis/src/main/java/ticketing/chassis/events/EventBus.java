package ticketing.chassis.events;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.contracts.access.NatsPermissions;

/**
 * The service's one connection to NATS, named {@code service/instance}. It connects in the
 * background and again whenever it is lost: a service runs without NATS, and tells later.
 */
public final class EventBus implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

  private static final Duration CONNECTED_SOON = Duration.ofSeconds(1);
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);

  private final String service;
  private final EventsConfig config;
  private final AtomicLong epoch = new AtomicLong();
  private final CountDownLatch hearingStops = new CountDownLatch(1);
  private final CountDownLatch tried = new CountDownLatch(1);
  private final CountDownLatch stops = new CountDownLatch(1);
  // Not virtual: until JDK-8389310 is fixed, what is thrown there may miss its handler.
  private final Thread keeper =
      Thread.ofPlatform().daemon().name("nats-connect").unstarted(this::keepConnected);
  private volatile @Nullable Connection connection;
  private volatile boolean lost;
  private volatile boolean refused;

  private EventBus(String service, EventsConfig config) {
    this.service = service;
    this.config = config;
  }

  /** Connects when the application starts, and reports as health check {@code nats}. */
  public static EventBus open(String service, EventsConfig config, Environment environment) {
    var bus = new EventBus(service, config);
    environment.lifecycle().manage(bus);
    environment.healthChecks().register("nats", new NatsHealth(bus));
    return bus;
  }

  String service() {
    return service;
  }

  EventsConfig config() {
    return config;
  }

  /** Grows by one with every connection made: what was seen before may be gone since. */
  public long epoch() {
    return epoch.get();
  }

  /**
   * The connection as it stands.
   *
   * @throws IOException while there is none
   */
  public Connection connection() throws IOException {
    Connection current = connection;
    if (current == null || current.getStatus() != Connection.Status.CONNECTED) {
      throw new IOException("not connected to NATS");
    }
    return current;
  }

  /** Lets all that hear on this bus end at once, as each ends with its fetch. */
  void stopHearing() {
    hearingStops.countDown();
  }

  boolean hearingStops() {
    return hearingStops.getCount() == 0;
  }

  /** Waits, less when hearing is to stop. */
  boolean hearingStopsWithin(Duration limit) throws InterruptedException {
    return hearingStops.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Waits a moment for the connection: what starts next need not begin by failing.
   *
   * @throws IllegalArgumentException when the configured address is none
   */
  @Override
  public void start() throws InterruptedException {
    try {
      var unused = options();
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message holds credentials too.
      throw new IllegalArgumentException("not an address of NATS: " + address());
    }
    keeper.start();
    if (!tried.await(CONNECTED_SOON.toMillis(), MILLISECONDS)) {
      LOG.warn("Starting without NATS, which does not answer at {}", address());
    }
  }

  private String address() {
    return EventsConfig.withoutCredentials(config.url());
  }

  /** jnats reconnects by itself, but closes for good when it is refused twice in the same words. */
  private void keepConnected() {
    try {
      do {
        Connection current = connection;
        if (current == null || current.getStatus() == Connection.Status.CLOSED) {
          connect();
          tried.countDown();
        }
      } while (!stops.await(ThreadLocalRandom.current().nextLong(1_000, 3_000), MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void connect() throws InterruptedException {
    try {
      Connection made = Nats.connectReconnectOnConnect(options());
      connection = made;
      if (stops.getCount() == 0) {
        made.close();
      } else if (made.getStatus() == Connection.Status.CLOSED) {
        refused(String.valueOf(made.getLastError()));
      }
    } catch (IOException | RuntimeException e) {
      refused(EventsConfig.withoutCredentials(e.toString()));
    }
  }

  private void refused(String why) {
    if (!refused) {
      LOG.error("NATS at {} lets nobody in, trying again and again: {}", address(), why);
    }
    refused = true;
  }

  private Options options() {
    var options = Options.builder();
    if (!config.user().isBlank()) {
      options.userInfo(config.user(), config.password().value());
    }
    return options
        .servers(config.url().split(",", -1))
        .connectionName(service + "/" + config.instance())
        // Of its own, as NATS lets it subscribe to no other.
        .inboxPrefix(NatsPermissions.inboxes(service))
        .connectionTimeout(CONNECTION_TIMEOUT)
        // A frozen server or network is noticed within 15 s.
        .pingInterval(Duration.ofSeconds(5))
        .maxPingsOut(2)
        .maxReconnects(-1)
        .reconnectWait(Duration.ofMillis(500))
        .reconnectJitter(Duration.ofMillis(500))
        // What cannot be sent now must fail now: the relay sends it again.
        .reconnectBufferSize(0)
        .connectionListener(this::changed)
        .errorListener(new QuietErrors())
        .build();
  }

  private void changed(Connection changed, ConnectionListener.Events event) {
    // Before it is connected too, so that it can be closed then; a closed one has a successor.
    if (changed.getStatus() != Connection.Status.CLOSED) {
      connection = changed;
    }
    switch (event) {
      case CONNECTED, RECONNECTED -> {
        epoch.incrementAndGet();
        lost = false;
        refused = false;
        LOG.info(
            "Connected to NATS at {}",
            EventsConfig.withoutCredentials(String.valueOf(changed.getConnectedUrl())));
      }
      case DISCONNECTED -> {
        // It is told with every attempt that fails.
        if (!lost) {
          LOG.warn("Lost the connection to NATS");
        }
        lost = true;
      }
      case CLOSED, RESUBSCRIBED, DISCOVERED_SERVERS, LAME_DUCK ->
          LOG.debug("NATS connection: {}", event);
    }
  }

  @Override
  public void stop() throws InterruptedException {
    stops.countDown();
    keeper.interrupt();
    Connection current = connection;
    if (current == null) {
      return;
    }
    try {
      if (current.getStatus() == Connection.Status.CONNECTED) {
        current.flush(Duration.ofSeconds(2));
      }
    } catch (TimeoutException e) {
      LOG.warn("Closing the connection to NATS with acknowledgements unsent");
    }
    current.close();
  }
}
