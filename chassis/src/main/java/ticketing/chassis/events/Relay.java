package ticketing.chassis.events;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.database.Database;
import ticketing.chassis.events.EventLogDao.Pending;
import ticketing.chassis.observe.Tracing;
import ticketing.contracts.access.NatsPermissions;
import ticketing.contracts.events.Source;

/**
 * Publishes the service's pending events in the order of their positions. Of a service's instances
 * one at a time does: the one that holds an advisory lock, in a session that the server ends after
 * two idle seconds.
 */
public final class Relay implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  /** The advisory lock's key. */
  static final long LOCK = 7_135_001L;

  private static final int BATCH = 500;
  // Below the lock session's idle timeout, so that a holder that waits keeps its lock.
  private static final Duration ACK_TIMEOUT = Duration.ofSeconds(1);
  private static final JetStreamOptions WITHIN_A_SECOND =
      JetStreamOptions.builder().requestTimeout(ACK_TIMEOUT).build();

  private final Source source;
  private final EventBus bus;
  private final Jdbi lockSessions;
  private final Refill refill;
  private final Tracing tracing;
  private final WakeUps wakeUps;
  // Not virtual: until JDK-8389310 is fixed, what is thrown there may miss its handler.
  private final Thread thread = Thread.ofPlatform().daemon().name("relay").unstarted(this::run);
  private volatile boolean stopping;
  private volatile boolean holding;
  private long checkedEpoch = -1;
  // The last sequence of the stream that was there before what gave a loss away.
  private long trusted = Long.MAX_VALUE;
  private volatile @Nullable String lastFailure;

  private Relay(
      Source source, Database database, EventBus bus, Tracing tracing, Runnable lossNoticed) {
    this.source = source;
    this.bus = bus;
    this.tracing = tracing;
    this.lockSessions = database.lockSessions();
    this.refill = new Refill(source, bus.config().replicas(), lossNoticed);
    this.wakeUps = new WakeUps(NatsPermissions.wakes(source.id()));
  }

  /**
   * Starts the source's relay with the application, and gives the log that feeds it. The health
   * check {@code relay} is down while the relay fails.
   */
  public static EventLog open(
      Source source, Database database, EventBus bus, Environment environment) {
    var relay =
        new Relay(
            source, database, bus, Tracing.of(environment), EventStoreMetrics.losses(environment));
    environment.lifecycle().manage(relay);
    environment.healthChecks().register("relay", relay.new Health());
    EventStoreMetrics.tell(database.jdbi(), environment);
    return new EventLog(relay::wake, EventStoreMetrics.told(environment));
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Publishes what is pending by now, and gives the lock to a sister. */
  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    wakeUps.wake();
    thread.join(Duration.ofSeconds(5));
  }

  private void wake() {
    if (holding) {
      wakeUps.wake();
      return;
    }
    try {
      wakeUps.wakeOther(bus.connection());
    } catch (IOException | IllegalStateException e) {
      LOG.debug("The holder of the relay finds it when it polls: {}", e.getMessage());
    }
  }

  private void run() {
    while (!stopping) {
      try (Handle handle = lockSessions.open()) {
        var dao = handle.attach(EventLogDao.class);
        holding = awaitLock(handle);
        if (holding) {
          relay(handle, dao);
        }
      } catch (RuntimeException | Error e) {
        failed(e);
      } finally {
        holding = false;
      }
      if (!stopping) {
        pause();
      }
    }
  }

  /** False when the instance stops before it gets the lock. */
  private boolean awaitLock(Handle handle) {
    boolean locked = tryLock(handle);
    while (!locked && !stopping) {
      lastFailure = null;
      pause();
      locked = tryLock(handle);
    }
    return locked;
  }

  private static boolean tryLock(Handle handle) {
    return handle
        .createQuery("select pg_try_advisory_lock(:lock)")
        .bind("lock", LOCK)
        .mapTo(Boolean.class)
        .one();
  }

  private void relay(Handle handle, EventLogDao dao) {
    while (true) {
      boolean last = stopping;
      try {
        int relayed = relayBatch(dao);
        lastFailure = null;
        if (relayed == BATCH) {
          continue;
        }
      } catch (IOException | JetStreamApiException | IllegalStateException e) {
        failed(e);
        // Keeps the session, and with it the lock, alive.
        handle.execute("select 1");
      }
      if (last) {
        return;
      }
      pause();
    }
  }

  private int relayBatch(EventLogDao dao) throws IOException, JetStreamApiException {
    Connection connection = bus.connection();
    long epoch = bus.epoch();
    if (epoch != checkedEpoch) {
      refill.check(dao, connection.jetStreamManagement(WITHIN_A_SECOND), trusted);
      checkedEpoch = epoch;
      trusted = Long.MAX_VALUE;
    }
    wakeUps.hearOn(connection);
    List<Pending> pending = dao.pending(BATCH);
    if (pending.isEmpty()) {
      return 0;
    }
    var publication = Publication.of(connection, pending, ACK_TIMEOUT);
    if (publication.acks().isEmpty()) {
      checkedEpoch = -1;
      throw new IOException("JetStream acknowledged nothing of stream " + source.stream());
    }
    var taken = publication.takenBefore(dao.mark().orElseThrow());
    if (taken.isPresent()) {
      // All of these go again, in order behind what was lost: at once, as after a full batch.
      checkedEpoch = -1;
      trusted = Math.min(trusted, taken.getAsLong() - 1);
      return BATCH;
    }
    publication.record(dao);
    publication.tell(tracing);
    return publication.acks().size();
  }

  private void pause() {
    try {
      wakeUps.pause();
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  /** One line a kind of failure: NATS may be away for long. */
  private void failed(Throwable failure) {
    String description = failure.toString();
    if (!description.equals(lastFailure)) {
      Setback.log(LOG, "The relay of " + source.stream() + " goes on later", failure);
      lastFailure = description;
    }
  }

  private final class Health extends HealthCheck {

    @Override
    protected Result check() {
      String failure = lastFailure;
      return failure == null
          ? Result.healthy(holding ? "publishes" : "leaves it to another instance")
          : Result.unhealthy(failure);
    }
  }
}
