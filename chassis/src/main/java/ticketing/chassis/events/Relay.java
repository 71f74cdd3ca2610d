package ticketing.chassis.events;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.database.Database;
import ticketing.chassis.events.EventLogDao.Mark;
import ticketing.chassis.events.EventLogDao.Pending;
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
  private final WakeUps wakeUps;
  // Not virtual: until JDK-8389310 is fixed, what is thrown there may miss its handler.
  private final Thread thread = Thread.ofPlatform().daemon().name("relay").unstarted(this::run);
  private volatile boolean stopping;
  private volatile boolean holding;
  private long checkedEpoch = -1;
  private @Nullable String lastFailure;

  private Relay(Source source, Database database, EventBus bus) {
    this.source = source;
    this.bus = bus;
    this.lockSessions = database.lockSessions();
    this.refill = new Refill(source, bus.config().replicas());
    this.wakeUps = new WakeUps("relay." + source.id() + ".wake");
  }

  /** Starts the source's relay with the application, and gives the log that feeds it. */
  public static EventLog open(
      Source source, Database database, EventBus bus, Environment environment) {
    var relay = new Relay(source, database, bus);
    environment.lifecycle().manage(relay);
    return new EventLog(relay::wake);
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
      } catch (RuntimeException e) {
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
      refill.check(dao, connection.jetStreamManagement(WITHIN_A_SECOND), Long.MAX_VALUE);
      checkedEpoch = epoch;
    }
    wakeUps.hearOn(connection);
    List<Pending> pending = dao.pending(BATCH);
    if (pending.isEmpty()) {
      return 0;
    }
    List<PublishAck> acks = publish(connection, pending);
    if (acks.isEmpty()) {
      checkedEpoch = -1;
      throw new IOException("JetStream acknowledged nothing of stream " + source.stream());
    }
    record(dao, connection, pending, acks);
    return acks.size();
  }

  /** The acknowledgements of as many, from the first on, as were acknowledged without a gap. */
  private List<PublishAck> publish(Connection connection, List<Pending> pending)
      throws IOException {
    JetStream jetStream = connection.jetStream();
    List<CompletableFuture<PublishAck>> underWay = new ArrayList<>(pending.size());
    for (Pending event : pending) {
      var options = PublishOptions.builder().messageId(messageId(event)).build();
      byte[] body = event.body().getBytes(StandardCharsets.UTF_8);
      underWay.add(jetStream.publishAsync(event.subject(), body, options));
    }
    List<PublishAck> acks = new ArrayList<>(pending.size());
    long deadline = System.nanoTime() + ACK_TIMEOUT.toNanos();
    try {
      for (CompletableFuture<PublishAck> future : underWay) {
        acks.add(future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Going back to the first that was not acknowledged: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return acks;
  }

  /** An event that NATS lost goes under another id: the first one's may still be remembered. */
  private static String messageId(Pending event) {
    String id = Event.id(event.aggregateId(), event.version());
    return event.resend() == 0 ? id : id + "/" + event.resend();
  }

  private void record(
      EventLogDao dao, Connection connection, List<Pending> pending, List<PublishAck> acks)
      throws IOException, JetStreamApiException {
    Mark mark = dao.mark().orElseThrow();
    var tooLow =
        acks.stream()
            .filter(ack -> !ack.isDuplicate() && ack.getSeqno() <= mark.streamSequence())
            .mapToLong(PublishAck::getSeqno)
            .min();
    if (tooLow.isPresent()) {
      refill.check(dao, connection.jetStreamManagement(WITHIN_A_SECOND), tooLow.getAsLong() - 1);
    }
    long[] positions = pending.stream().limit(acks.size()).mapToLong(Pending::position).toArray();
    long sequence = acks.stream().mapToLong(PublishAck::getSeqno).max().orElseThrow();
    dao.acknowledged(positions, positions[positions.length - 1], sequence);
  }

  private void pause() {
    try {
      wakeUps.pause();
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  /** One line a kind of failure: NATS may be away for long. */
  private void failed(Exception failure) {
    String description = failure.toString();
    if (!description.equals(lastFailure)) {
      LOG.warn("The relay of {} goes on later: {}", source.stream(), description);
      lastFailure = description;
    }
  }
}
