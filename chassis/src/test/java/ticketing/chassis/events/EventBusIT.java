package ticketing.chassis.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ticketing.chassis.observe.Secret;
import ticketing.chassis.testing.Logged;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;
import ticketing.dev.LocalNats;

class EventBusIT {

  private final Event<?> event = BankAccounts.deposit(UUID.randomUUID(), 1);
  private final List<Event<?>> heard = new CopyOnWriteArrayList<>();

  private static LocalNats nats;
  private static EventsFixture events;

  @BeforeAll
  static void open() {
    nats = LocalNats.start();
    events = new EventsFixture(nats);
  }

  @AfterEach
  void clear() throws Exception {
    events.clear();
  }

  @AfterAll
  static void close() throws Exception {
    events.close();
    nats.close();
  }

  @Test
  void aServiceStartsAndWorksWithoutNatsAndTellsAndHearsWhenItComes() throws Exception {
    nats.stop();
    var instance = events.instance("tickets", "1");
    EventLog log =
        Relay.open(Source.TICKETS, instance.database(), instance.bus(), instance.environment());
    TransactionalHearing.start(
        instance.bus(),
        instance.database(),
        List.of(Events.TICKET_CREATED),
        (handle, told) -> heard.add(told),
        instance.environment());
    instance.start();
    assertThatThrownBy(() -> instance.bus().connection()).isInstanceOf(IOException.class);
    assertThat(instance.health("nats").isHealthy()).isFalse();
    instance.database().jdbi().useTransaction(handle -> log.append(handle, event));
    nats.restart();
    await().until(() -> heard.contains(event));
    assertThat(instance.health("nats").isHealthy()).isTrue();
    assertThat(instance.health("nats").getMessage()).startsWith("connected");
  }

  @Test
  void connectsAgainWhenNatsWasKilled() throws Exception {
    var instance = events.instance("tickets", "1").start();
    long epoch = await().until(() -> instance.bus().epoch(), seen -> seen > 0);
    await().until(() -> instance.health("nats").isHealthy());
    nats.kill();
    await().until(() -> !instance.health("nats").isHealthy());
    nats.restart();
    await().until(() -> instance.health("nats").isHealthy() && instance.bus().epoch() > epoch);
    assertThat(instance.bus().connection().getServerInfo().getPort()).isPositive();
  }

  @Test
  void stopsQuicklyWithNatsAway() throws Exception {
    var never = events.instance("tickets", "never");
    var once = events.instance("tickets", "once").start();
    nats.stop();
    never.start();
    await().until(() -> !once.health("nats").isHealthy());
    long start = System.nanoTime();
    never.stop();
    once.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    nats.restart();
    // Neither comes back by itself.
    var connections = nats.monitoring().resolve("/connz").toURL();
    await()
        .during(Duration.ofSeconds(2))
        .untilAsserted(() -> {
          try (var answer = connections.openStream()) {
            assertThat(new String(answer.readAllBytes(), UTF_8)).doesNotContain("tickets/");
          }
        });
  }

  @Test
  void isNotMistakenForAWriterWhileItReconnects() throws Exception {
    var instance = events.instance("tickets", "1").start();
    await().until(() -> instance.health("nats").isHealthy());
    var connection = instance.bus().connection();
    nats.stop();
    await().until(() -> !instance.health("nats").isHealthy());
    // What could not be sent must fail, not be sent later without anyone's knowing.
    assertThatThrownBy(() -> connection.publish("lost", new byte[0]))
        .isInstanceOf(IllegalStateException.class);
    nats.restart();
  }

  @Test
  void anAddressThatIsNoneStopsTheStart() {
    var instance = instance("nats://ticketing:se/cret@127.0.0.1:port");
    assertThatThrownBy(instance::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an address of NATS: nats://127.0.0.1:port")
        .hasNoCause();
  }

  @Test
  void comesInAsSoonAsItIsLetAndTellsNoPassword() throws Exception {
    try (var guarded = GuardedNats.start("another");
        var logged = Logged.by(EventBus.class.getPackageName())) {
      var instance = instance(guarded.url("s3cret"));
      instance.start();
      await().until(() -> !logged.at(Level.ERROR).isEmpty());
      // More often than jnats itself tries.
      await().until(() -> refusals(logged) > 2);
      assertThat(logged.at(Level.ERROR)).hasSize(1);
      guarded.changePassword("s3cret");
      await().until(() -> isConnected(instance));
      guarded.changePassword("another");
      await().until(() -> logged.at(Level.ERROR).size() == 2);
      guarded.changePassword("s3cret");
      await().until(() -> isConnected(instance));
      assertThat(instance.bus().epoch()).isEqualTo(2);
      instance.stop();
      assertThat(logged.lines()).noneMatch(line -> line.getFormattedMessage().contains("s3cret"));
      assertThat(instance.bus().config().toString()).doesNotContain("s3cret").contains("127.0.0.1");
    }
  }

  private static Instance instance(String url) {
    var config = new EventsConfig(url, "", Secret.NONE, "1", 1, EventsFixture.ACK_WAIT);
    return new Instance("tickets", config, events.databaseConfig());
  }

  private static boolean isConnected(Instance instance) {
    try {
      return instance.bus().connection().getServerInfo() != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static long refusals(Logged logged) {
    return logged.at(Level.WARN).stream()
        .filter(line -> line.contains("Authorization Violation"))
        .count();
  }
}
