package ticketing.chassis.events;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.health.HealthCheck;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ticketing.chassis.testing.Logged;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;
import ticketing.dev.LocalNats;

class RelayIT {

  private static final String STREAM = Source.TICKETS.stream();
  private static final List<EventType<?>> DEPOSITS =
      List.of(Events.TICKET_CREATED, Events.TICKET_UPDATED);

  private static final String HELD =
      """
       from pg_locks
      where locktype = 'advisory' and granted and classid = 0 and objid = %d
        and database = (select oid from pg_database where datname = current_database())
      """
          .formatted(Relay.LOCK);

  private static LocalNats nats;
  private static EventsFixture events;

  private UUID account = UUID.randomUUID();

  /** A relay's instance, with the log that feeds it. */
  private record Teller(Instance instance, EventLog log) {

    void commit(Event<?>... told) {
      jdbi()
          .useTransaction(handle -> {
            for (Event<?> event : told) {
              log.append(handle, event);
            }
          });
    }

    Jdbi jdbi() {
      return instance.database().jdbi();
    }
  }

  @BeforeAll
  static void open() {
    // With the rights that the product has.
    nats = LocalNats.startGuarded();
    events = new EventsFixture(nats);
  }

  @BeforeEach
  void forget() throws Exception {
    // PostgreSQL ends the sessions of the test before a moment after they were closed.
    await().until(() -> holders() == 0);
    events.clear();
    events
        .database()
        .jdbi()
        .useHandle(
            handle -> handle.execute("truncate event_log, event_pending, relay_mark, heard"));
  }

  @AfterEach
  void stop() throws Exception {
    events.clear();
  }

  @AfterAll
  static void close() throws Exception {
    events.close();
    nats.close();
  }

  @Test
  void publishesWhatWasCommittedInOrder() throws Exception {
    var teller = start("1");
    int rows = 510;
    List<Event<?>> told = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      told.add(BankAccounts.deposit(UUID.randomUUID(), 1));
    }
    teller.commit(told.toArray(Event<?>[]::new));
    awaitStream(rows);
    assertThat(ids()).isEqualTo(told.stream().map(Event::id).toList());
    Message first = messages().getFirst();
    assertThat(first.getSubject()).isEqualTo(told.getFirst().subject());
    assertThat(EventJson.read(new String(first.getData(), StandardCharsets.UTF_8)))
        .isEqualTo(told.getFirst());
    awaitNothingPending();
  }

  @Test
  void doesNotPublishWhatWasRolledBack() throws Exception {
    var teller = start("1");
    try (Handle handle = teller.jdbi().open()) {
      handle.begin();
      teller.log().append(handle, deposit(1));
      handle.rollback();
    }
    teller.commit(deposit(2));
    awaitStream(1);
    assertThat(ids()).containsExactly(deposit(2).id());
  }

  @Test
  void doesNotSkipATransactionThatCommitsLate() throws Exception {
    var teller = start("1");
    try (Handle late = teller.jdbi().open()) {
      late.begin();
      late.execute("set local idle_in_transaction_session_timeout = 0");
      teller.log().append(late, deposit(1));
      teller.commit(deposit(2));
      awaitStream(1);
      awaitNothingPending();
      late.commit();
    }
    awaitStream(2);
    assertThat(ids()).containsExactly(deposit(2).id(), deposit(1).id());
  }

  @Test
  void aFrozenHolderIsReplacedWithinFiveSecondsAndNothingIsLost() throws Exception {
    // Again, should this machine have been busy with something else.
    int tries = 1;
    while (untilAFrozenHolderIsReplaced().compareTo(Duration.ofSeconds(5)) > 0) {
      assertThat(++tries).isLessThan(4);
      events.clear();
    }
  }

  private Duration untilAFrozenHolderIsReplaced() throws Exception {
    account = UUID.randomUUID();
    try (var frozen = RelayProcess.start(events, "frozen")) {
      await().until(() -> holders() == 1);
      var sister = start("sister");
      sister.commit(deposit(1));
      awaitStream(1);
      frozen.freeze();
      long start = System.nanoTime();
      sister.commit(deposit(2));
      awaitStream(2);
      var took = Duration.ofNanos(System.nanoTime() - start);
      sister.commit(deposit(3));
      awaitStream(3);
      frozen.thaw();
      sister.commit(deposit(4));
      awaitStream(4);
      awaitNothingPending();
      assertThat(ids())
          .isEqualTo(IntStream.rangeClosed(1, 4).mapToObj(i -> deposit(i).id()).toList());
      return took;
    }
  }

  @Test
  void isWokenFromAnInstanceThatDoesNotPublish() throws Exception {
    start("holder");
    await().until(() -> holders() == 1);
    int holder = holder();
    var other = start("other");
    other.commit(deposit(1));
    awaitStream(1);
    int woken = 0;
    for (int i = 2; i <= 21; i++) {
      long start = System.nanoTime();
      other.commit(deposit(i));
      awaitStream(i);
      boolean soon = System.nanoTime() - start < Duration.ofMillis(250).toNanos();
      woken += soon && holder() == holder ? 1 : 0;
    }
    // By polling alone each takes half a second.
    assertThat(woken).isGreaterThan(5);
  }

  @Test
  void publishesWhatIsPendingBeforeItStops() throws Exception {
    var teller = start("1");
    await().until(() -> holders() == 1);
    teller.commit(deposit(1));
    teller.instance().stop();
    assertThat(ids()).containsExactly(deposit(1).id());
    await().until(() -> holders() == 0);
  }

  @Test
  void publishesNothingAsItStopsWhenAnotherHoldsTheLock() throws Exception {
    var teller = start("1");
    teller.instance().stop();
    try (Handle holder = events.database().jdbi().open()) {
      holder.execute("select pg_advisory_lock(?)", Relay.LOCK);
      var sister = start("2");
      sister.commit(deposit(1));
      sister.instance().stop();
      assertThat(stored()).isZero();
      // Its session stays in the pool.
      holder.execute("select pg_advisory_unlock(?)", Relay.LOCK);
    }
  }

  @Test
  void publishesWhatWasCommittedWhileNatsWasAway() throws Exception {
    var teller = start("1");
    teller.commit(deposit(1));
    awaitStream(1);
    nats.stop();
    teller.commit(deposit(2), deposit(3));
    teller.commit(deposit(4));
    nats.restart();
    awaitStream(4);
    assertThat(ids())
        .isEqualTo(IntStream.rangeClosed(1, 4).mapToObj(i -> deposit(i).id()).toList());
    assertThat(losses()).isZero();
  }

  @Test
  void whatAnAdminHasResentGoesUnderIdsOfItsOwnBehindTheOthers() throws Exception {
    var teller = start("1");
    teller.commit(deposit(1), deposit(2), deposit(3));
    awaitStream(3);
    awaitNothingPending();
    long second = number("select min(position) from event_log where version = 2");
    for (int i = 0; i < 2; i++) {
      teller
          .jdbi()
          .useTransaction(
              handle -> LoggedEvents.of(Source.TICKETS, handle).resend(teller.log(), second, 10));
      awaitNothingPending();
    }
    assertThat(ids().subList(3, 7))
        .containsExactly(
            deposit(2).id() + "/1",
            deposit(3).id() + "/1",
            deposit(2).id() + "/2",
            deposit(3).id() + "/2");
  }

  @Test
  void refillsAStreamWhoseStoreWasWiped() throws Exception {
    var teller = start("1");
    teller.commit(deposit(1), deposit(2), deposit(3));
    awaitStream(3);
    awaitNothingPending();
    nats.stop();
    Stores.delete(nats.store());
    nats.restart();
    awaitStream(3);
    assertThat(versions()).containsExactly(1, 2, 3);
    assertThat(losses()).isOne();
    teller.commit(deposit(4));
    awaitStream(4);
    assertThat(losses()).isOne();
  }

  @Test
  void refillsAStreamWhoseStoreIsAnOlderCopy(@TempDir Path copy) throws Exception {
    var teller = start("1");
    hearing(events.stranger("bank")).start();
    teller.commit(BankAccounts.deposits(account, 3).toArray(Event<?>[]::new));
    awaitStream(3);
    awaitNothingPending();
    nats.stop();
    Stores.copy(nats.store(), copy);
    nats.restart();
    teller.commit(deposit(4), deposit(5));
    var bank = hearing(events.stranger("bank2")).start();
    awaitBalance(bank, 5);
    awaitNothingPending();
    nats.stop();
    Stores.delete(nats.store());
    Stores.copy(copy, nats.store());
    nats.restart();
    await().ignoreExceptions().until(() -> Set.copyOf(versions()).equals(Set.of(1, 2, 3, 4, 5)));
    assertThat(losses()).isOne();
    teller.commit(deposit(6));
    awaitBalance(bank, 6);
    awaitBalance(hearing(events.stranger("newcomer")).start(), 6);
  }

  @Test
  void refillsAStreamThatWasDeleted() throws Exception {
    var teller = start("1");
    teller.commit(deposit(1), deposit(2));
    awaitStream(2);
    awaitNothingPending();
    events.connection().jetStreamManagement().deleteStream(STREAM);
    teller.commit(deposit(3));
    await().ignoreExceptions().until(() -> stored() == 3);
    assertThat(versions().stream().collect(toSet())).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(losses()).isOne();
  }

  /** As if NATS had lost events in between, unseen: the acknowledgement gives it away. */
  @Test
  void refillsAfterAnAcknowledgementThatIsTooLow() throws Exception {
    var teller = start("1");
    teller.commit(deposit(1), deposit(2));
    awaitStream(2);
    awaitNothingPending();
    teller.jdbi().useHandle(handle -> handle.execute("update relay_mark set stream_sequence = 9"));
    teller.commit(deposit(3));
    // All within a minute before what the stream still held, and not swallowed as duplicates.
    awaitStream(6);
    awaitNothingPending();
    // In order, though the third is what gave it away.
    assertThat(ids())
        .containsExactly(
            deposit(1).id(),
            deposit(2).id(),
            deposit(3).id(),
            deposit(1).id() + "/1",
            deposit(2).id() + "/1",
            deposit(3).id() + "/1");
    assertThat(losses()).isOne();
    teller.commit(deposit(4));
    awaitStream(7);
    assertThat(losses()).isOne();
  }

  @Test
  void refillsAlsoWhenAnOperatorHadDeletedWhatWasLast() throws Exception {
    var teller = start("1");
    teller.commit(deposit(1), deposit(2));
    awaitStream(2);
    awaitNothingPending();
    events.connection().jetStreamManagement().deleteMessage(STREAM, 2);
    teller.jdbi().useHandle(handle -> handle.execute("update relay_mark set stream_sequence = 9"));
    teller.commit(deposit(3));
    await().ignoreExceptions().until(() -> Set.copyOf(versions()).equals(Set.of(1, 2, 3)));
    assertThat(losses()).isOne();
  }

  @Test
  void tellsWhyItFailsAndGoesOn() throws Exception {
    var teller = start("1");
    await().until(() -> holders() == 1);
    assertThat(relay(teller).getMessage()).isEqualTo("publishes");
    try (var logged = Logged.by(Relay.class.getName())) {
      teller.jdbi().useHandle(handle -> handle.execute("alter table relay_mark rename to away"));
      teller.commit(deposit(1));
      await().until(() -> !relay(teller).isHealthy());
      assertThat(relay(teller).getMessage()).contains("relay_mark");
      assertThat(logged.lines())
          .singleElement()
          .satisfies(line -> assertThat(line.getThrowableProxy()).isNotNull());
    } finally {
      teller.jdbi().useHandle(handle -> handle.execute("alter table away rename to relay_mark"));
    }
    await().until(() -> relay(teller).isHealthy());
    awaitNothingPending();
  }

  @Test
  void leavesItToAnotherInstanceInGoodHealth() throws Exception {
    var first = start("1");
    await().until(() -> holders() == 1);
    var second = start("2");
    await().until(() -> relay(second).isHealthy());
    assertThat(relay(second).getMessage()).isEqualTo("leaves it to another instance");
    assertThat(relay(first).getMessage()).isEqualTo("publishes");
  }

  private static HealthCheck.Result relay(Teller teller) {
    return teller.instance().health("relay");
  }

  private static Teller start(String name) throws Exception {
    var instance = events.instance("tickets", name);
    EventLog log =
        Relay.open(Source.TICKETS, instance.database(), instance.bus(), instance.environment());
    return new Teller(instance.start(), log);
  }

  private static Instance hearing(Instance instance) {
    BankAccounts.createTable(instance.database());
    TransactionalHearing.start(
        instance.bus(), instance.database(), DEPOSITS, new BankAccounts(), instance.environment());
    return instance;
  }

  private Event<?> deposit(int version) {
    return BankAccounts.deposit(account, version);
  }

  private void awaitBalance(Instance bank, int version) {
    var expected = new BankAccounts.Account(version * (version + 1) / 2 * 100, version);
    await()
        .untilAsserted(() -> {
          BankAccounts.Account known =
              bank.database().jdbi().withHandle(handle -> BankAccounts.account(handle, account));
          assertThat(known).isEqualTo(expected);
        });
  }

  /** Sessions that hold the relay's advisory lock. */
  private static int holders() {
    return number("select count(*)" + HELD);
  }

  /** The process of the session that holds it; 0 for none. */
  private static int holder() {
    return number("select coalesce(max(pid), 0)" + HELD);
  }

  private static int losses() {
    return number("select losses from relay_mark");
  }

  private static void awaitNothingPending() {
    await().until(() -> number("select count(*) from event_pending") == 0);
  }

  private static int number(String query) {
    return events
        .database()
        .jdbi()
        .withHandle(handle -> handle.createQuery(query).mapTo(Integer.class).one());
  }

  private static void awaitStream(long messages) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        // There may be no stream yet, or no connection.
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(stored()).isEqualTo(messages));
  }

  private static long stored() throws IOException, JetStreamApiException {
    return events
        .connection()
        .jetStreamManagement()
        .getStreamInfo(STREAM)
        .getStreamState()
        .getMsgCount();
  }

  private static List<Message> messages() throws Exception {
    var all =
        ConsumerConfiguration.builder()
            .ackPolicy(AckPolicy.None)
            .deliverPolicy(DeliverPolicy.All)
            .build();
    List<Message> messages = new ArrayList<>();
    try (var fetches = Fetches.of(events.connection(), STREAM, all)) {
      while (messages.size() < stored()) {
        messages.addAll(fetches.next());
      }
    }
    return messages;
  }

  private static List<String> ids() throws Exception {
    return messages().stream()
        .map(message -> message.getHeaders().getFirst("Nats-Msg-Id"))
        .toList();
  }

  private static List<Integer> versions() throws Exception {
    List<Integer> versions = new ArrayList<>();
    for (Message message : messages()) {
      versions.add(EventJson.read(new String(message.getData(), StandardCharsets.UTF_8)).version());
    }
    return versions;
  }
}
