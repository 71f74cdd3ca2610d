package ticketing.chassis.events;

import static org.awaitility.Awaitility.await;

import io.dropwizard.lifecycle.Managed;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import ticketing.chassis.database.Database;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.observe.Secret;
import ticketing.chassis.testing.TestDatabase;
import ticketing.contracts.events.Source;
import ticketing.dev.LocalNats;
import ticketing.dev.LocalPostgres;

/**
 * A fresh database and a NATS with empty streams, and instances of services that tell and hear
 * there. It also tells as another service would, duplicates and disorder included.
 */
public final class EventsFixture implements AutoCloseable {

  /** How long an event may be under way before a sister instance gets it too. */
  public static final Duration ACK_WAIT = Duration.ofSeconds(1);

  static {
    // For machines that do much else meanwhile.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  private final DatabaseConfig databaseConfig;
  private final Database database;
  private final LocalNats nats;
  private final OtherServices others;
  private final List<Instance> instances = new CopyOnWriteArrayList<>();

  /** On the servers that all tests of this JVM share. */
  public EventsFixture() {
    this(LocalNats.shared());
  }

  /** On a nats-server of the test's own, which it may stop. */
  public EventsFixture(LocalNats nats) {
    this.nats = nats;
    var fresh = LocalPostgres.shared().fresh();
    this.databaseConfig = TestDatabase.config(fresh);
    this.database = TestDatabase.open(fresh);
    this.others = OtherServices.at(nats);
    try {
      deleteStreams();
      others.makeStreams();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JetStreamApiException e) {
      throw new IllegalStateException(e);
    }
  }

  private void deleteStreams() throws IOException, JetStreamApiException {
    JetStreamManagement management = connection().jetStreamManagement();
    for (String stream : management.getStreamNames()) {
      management.deleteStream(stream);
    }
  }

  /** An instance of the service whose database this is, not started yet. */
  public Instance instance(String service, String name) {
    return instance(service, name, databaseConfig, ACK_WAIT);
  }

  /** One whose events no sister gets, however slow this machine is. */
  Instance patient(String service, String name) {
    return instance(service, name, databaseConfig, Duration.ofMinutes(1));
  }

  /** An instance of a service with a database of its own, not started yet. */
  public Instance stranger(String service) {
    var config = new EventsConfig(nats.url(), "", Secret.NONE, "1", 1, ACK_WAIT);
    return instance(service, config, TestDatabase.config(LocalPostgres.shared().fresh()));
  }

  private Instance instance(String service, String name, DatabaseConfig at, Duration ackWait) {
    var login = nats.login(service);
    var config =
        new EventsConfig(login.url(), login.user(), new Secret(login.password()), name, 1, ackWait);
    return instance(service, config, at);
  }

  private Instance instance(String service, EventsConfig config, DatabaseConfig at) {
    var instance = new Instance(service, config, at);
    instances.add(instance);
    return instance;
  }

  /** Tells events in this order, each as often as it is given. */
  public void tell(Event<?>... events) {
    tell(List.of(events));
  }

  /** Tells events in this order, each as often as it is given. */
  public void tell(List<? extends Event<?>> events) {
    events.forEach(others::tell);
  }

  /** Tells anything at all. */
  public void tell(String subject, String body) {
    others.tell(subject, body);
  }

  DatabaseConfig databaseConfig() {
    return databaseConfig;
  }

  /** The database, outside all instances. */
  public Database database() {
    return database;
  }

  /** How NATS sees a service's durable consumer. */
  public ConsumerInfo consumer(String service, Source source)
      throws IOException, JetStreamApiException {
    return connection()
        .jetStreamManagement()
        .getConsumerInfo(source.stream(), service + "-" + source.id());
  }

  /** The test's own connection. */
  public Connection connection() {
    return others.connection();
  }

  public LocalNats nats() {
    return nats;
  }

  /** Stops the instances that still run and empties the streams. */
  public void clear() throws Exception {
    // A test may have ended while NATS was away.
    await().until(() -> connection().getStatus() == Connection.Status.CONNECTED);
    stopAll();
    others.makeStreams();
  }

  private void stopAll() throws Exception {
    // Fetches that wait end at once when their stream goes.
    instances.forEach(instance -> instance.bus().stopHearing());
    deleteStreams();
    try (var stops = Executors.newVirtualThreadPerTaskExecutor()) {
      var stopped = instances.stream().map(instance -> stops.submit(instance::stop)).toList();
      for (Future<?> stop : stopped) {
        stop.get();
      }
    }
    instances.clear();
    // A relay may have made and filled its own again.
    deleteStreams();
  }

  @Override
  public void close() throws Exception {
    stopAll();
    ((Managed) database.pool()).stop();
    others.close();
  }
}
