package ticketing.chassis.events;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.events.ProbedListener.Call;
import ticketing.chassis.events.ProbedListener.Obstacle;
import ticketing.chassis.testing.Logged;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;

class TransactionalHearingIT {

  private static final List<EventType<?>> DEPOSITS =
      List.of(Events.TICKET_CREATED, Events.TICKET_UPDATED);
  private static final Obstacle NONE = (handle, event, instance) -> {};

  private static EventsFixture events;
  private static Jdbi jdbi;

  private final List<Call> calls = ProbedListener.calls();

  @BeforeAll
  static void open() {
    events = new EventsFixture();
    BankAccounts.createTable(events.database());
    jdbi = events.database().jdbi();
  }

  @AfterEach
  void clear() throws Exception {
    events.clear();
    jdbi.useHandle(handle -> handle.execute("delete from parked"));
  }

  @AfterAll
  static void close() throws Exception {
    events.close();
  }

  @Test
  void hearsTheKindsThatItAskedForAndNoOthers() throws Exception {
    var instance = hearing(events.instance("bank", "1"), List.of(Events.TICKET_CREATED), NONE);
    instance.start();
    var one = BankAccounts.deposits(2);
    var other = BankAccounts.deposits(1);
    events.tell(one);
    events.tell(other);
    awaitHeard(2);
    assertThat(calls).extracting(Call::version).containsExactly(1, 1);
    var consumer = events.consumer("bank", Source.TICKETS);
    assertThat(consumer.getName()).isEqualTo("bank-tickets");
    assertThat(consumer.getConsumerConfiguration().getFilterSubjects())
        .containsExactly("ticketing.tickets.created.*");
  }

  @Test
  void instancesShareEventsAlsoWhileTheyComeAndGo() throws Exception {
    int each = 120;
    List<Instance> instances = new ArrayList<>();
    instances.add(hearing(events.patient("bank", "1"), DEPOSITS, NONE).start());
    instances.add(hearing(events.patient("bank", "2"), DEPOSITS, NONE).start());
    tellAccounts(each);
    instances.add(hearing(events.patient("bank", "3"), DEPOSITS, NONE).start());
    tellAccounts(each);
    instances.getFirst().stop();
    tellAccounts(each);
    awaitHeard(3 * each);
    assertThat(calls).extracting(Call::aggregateId).doesNotHaveDuplicates();
    assertThat(calls).extracting(Call::instance).contains("1", "2", "3");
    assertThat(instances)
        .allSatisfy(instance -> assertThat(count(instance, "duplicates")).isZero());
  }

  @Test
  void twoServicesGetEveryEventEach() throws Exception {
    start("bank");
    var audit = events.stranger("audit");
    BankAccounts.createTable(audit.database());
    List<Call> audited = ProbedListener.calls();
    var probed = new ProbedListener(audited, "audit", new BankAccounts(), NONE);
    TransactionalHearing.start(
        audit.bus(), audit.database(), DEPOSITS, probed, audit.environment());
    audit.start();
    tellAccounts(20);
    awaitHeard(20);
    await().until(() -> audited.size() == 20);
    assertThat(ids(audited)).isEqualTo(ids(calls));
  }

  @Test
  void acknowledgesAfterTheCommitOnly() throws Exception {
    var underWay = new CountDownLatch(1);
    var seen = new CountDownLatch(1);
    hearing(
            events.instance("bank", "1"),
            DEPOSITS,
            (handle, event, instance) -> {
              underWay.countDown();
              waitFor(seen);
            })
        .start();
    tellAccounts(1);
    underWay.await();
    assertThat(events.consumer("bank", Source.TICKETS).getNumAckPending()).isOne();
    seen.countDown();
    await().until(() -> events.consumer("bank", Source.TICKETS).getNumAckPending() == 0);
    awaitHeard(1);
  }

  @Test
  void holdsEventsWhileNoInstanceIsThere() throws Exception {
    var account = BankAccounts.deposits(3);
    var first = start("1");
    events.tell(account.get(0));
    awaitHeard(1);
    first.stop();
    events.tell(account.get(1), account.get(2));
    start("2");
    awaitHeard(3);
    assertThat(calls).extracting(Call::version).containsExactly(1, 2, 3);
    assertThat(calls).extracting(Call::instance).containsExactly("1", "2", "2");
  }

  @Test
  void aServiceThatNeverRanGetsAllEventsInBoundedBatches() throws Exception {
    tellAccounts(350);
    start("1");
    awaitHeard(350);
    assertThat(calls).extracting(Call::aggregateId).doesNotHaveDuplicates();
    Collection<Long> batches =
        calls.stream().collect(groupingBy(Call::transaction, counting())).values();
    assertThat(batches).allMatch(size -> size <= 100).contains(100L);
  }

  @Test
  void tellsItsHealth() throws Exception {
    var release = new CountDownLatch(1);
    var underWay = new CountDownLatch(1);
    var instance =
        hearing(
            events.instance("bank", "1"),
            DEPOSITS,
            (handle, event, name) -> {
              underWay.countDown();
              waitFor(release);
            });
    assertThat(instance.health("hearing-tickets").isHealthy()).isFalse();
    tellAccounts(150);
    instance.start();
    underWay.await();
    assertThat(instance.health("hearing-tickets").getMessage())
        .matches("lag 50, under way 100, last heard \\d{4}-.*Z");
    release.countDown();
    await()
        .untilAsserted(() ->
            assertThat(instance.health("hearing-tickets").getMessage())
                .matches("lag 0, under way 0, last heard \\d{4}-.*Z"));
    assertThat(instance.health("hearing-tickets").isHealthy()).isTrue();
  }

  @Test
  void isAConnectionWithANameToNats() throws Exception {
    start("1");
    start("2");
    URI connections = events.nats().monitoring().resolve("/connz");
    await()
        .untilAsserted(() -> {
          try (var answer = connections.toURL().openStream()) {
            assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                .contains("\"name\": \"bank/1\"")
                .contains("\"name\": \"bank/2\"");
          }
        });
  }

  @Test
  void whatAFrozenInstanceHasIsTakenByItsSister() throws Exception {
    var frozen = new CountDownLatch(1);
    var thaw = new CountDownLatch(1);
    hearing(
            events.instance("bank", "frozen"),
            DEPOSITS,
            (handle, event, instance) -> {
              frozen.countDown();
              waitFor(thaw);
            })
        .start();
    tellAccounts(10);
    frozen.await();
    start("sister");
    awaitHeard(10);
    thaw.countDown();
    await().until(() -> events.consumer("bank", Source.TICKETS).getNumAckPending() == 0);
    assertThat(calls).hasSize(10).extracting(Call::instance).containsOnly("sister");
    assertThat(calls).extracting(Call::aggregateId).doesNotHaveDuplicates();
  }

  /** What hits a transaction though nothing is wrong with the event. */
  enum Accident {
    DEADLOCK {
      @Override
      void happen(Handle handle) {
        // Until the event's is ended: an opponent that comes a second late is ended itself.
        for (int key = 1; true; key += 2) {
          deadlock(handle, key, key + 1);
        }
      }

      private static void deadlock(Handle handle, int one, int two) {
        var bothHoldOne = new CyclicBarrier(2);
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
          lock(handle, one);
          Future<?> unused =
              other.submit(() ->
                  jdbi.useTransaction(opponent -> {
                    lock(opponent, two);
                    pass(bothHoldOne);
                    // Second, so that the event's transaction is the one to be ended.
                    awaitThatOneWaits(opponent);
                    lock(opponent, one);
                  }));
          pass(bothHoldOne);
          lock(handle, two);
        }
      }
    },
    LOCK_TIMEOUT {
      @Override
      void happen(Handle handle) {
        handle.execute("set local lock_timeout = '50ms'");
        jdbi.useTransaction(other -> {
          lock(other, 1);
          lock(handle, 1);
        });
      }
    },
    STATEMENT_TIMEOUT {
      @Override
      void happen(Handle handle) {
        handle.execute("set local statement_timeout = '50ms'");
        jdbi.useTransaction(other -> {
          lock(other, 1);
          lock(handle, 1);
        });
      }
    },
    SESSION_ENDED {
      @Override
      void happen(Handle handle) {
        handle.execute("select pg_terminate_backend(pg_backend_pid())");
      }
    };

    abstract void happen(Handle handle);

    static void lock(Handle handle, int number) {
      handle.execute("select pg_advisory_xact_lock(?)", number);
    }

    private static void awaitThatOneWaits(Handle handle) {
      await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(() ->
              handle
                  .createQuery("select exists (select from pg_locks where not granted)")
                  .mapTo(Boolean.class)
                  .one());
    }

    private static void pass(CyclicBarrier barrier) {
      try {
        barrier.await();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAccidentOfTheDatabaseIsNoFailureOfTheEvent(Accident accident) throws Exception {
    tellAccounts(2);
    var times = new AtomicInteger();
    var unlucky = new AtomicReference<@Nullable UUID>();
    var instance =
        hearing(
                events.instance("bank", "1"),
                DEPOSITS,
                (handle, event, name) -> {
                  unlucky.compareAndSet(null, event.aggregateId());
                  // As often as a failing event is tried: one of these more and it is given up.
                  if (event.aggregateId().equals(unlucky.get()) && times.incrementAndGet() <= 3) {
                    accident.happen(handle);
                  }
                })
            .start();
    awaitHeard(2);
    assertThat(times.get()).isGreaterThanOrEqualTo(4);
    assertThat(calls).extracting(Call::aggregateId).doesNotHaveDuplicates();
    assertThat(count(instance, "failed")).isZero();
    assertThat(parked()).isEmpty();
  }

  @Test
  void aRowThatSomeoneHasLockedHoldsUpNoOther() throws Exception {
    tellAccounts(3);
    var locked = new AtomicReference<@Nullable UUID>();
    var instance =
        hearing(
            events.instance("bank", "1"),
            DEPOSITS,
            (handle, event, name) -> {
              if (locked.compareAndSet(null, event.aggregateId())
                  || event.aggregateId().equals(locked.get())) {
                handle.execute("set local lock_timeout = '50ms'");
                Accident.lock(handle, 7);
              }
            });
    try (Handle someone = jdbi.open()) {
      someone.execute("select pg_advisory_lock(7)");
      instance.start();
      awaitHeard(2);
      assertThat(ids(calls)).doesNotContain(locked.get());
      someone.execute("select pg_advisory_unlock(7)");
    }
    awaitHeard(3);
    assertThat(calls).extracting(Call::aggregateId).doesNotHaveDuplicates();
  }

  @Test
  void anErrorOfTheListenerIsAFailureOfTheEventAndNotTheEndOfHearing() throws Exception {
    tellAccounts(3);
    var poison = new AtomicReference<@Nullable UUID>();
    var instance =
        hearing(
            events.instance("bank", "1"),
            DEPOSITS,
            (handle, event, name) -> {
              if (poison.compareAndSet(null, event.aggregateId())) {
                throw new StackOverflowError("too deep");
              }
            });
    instance.start();
    awaitHeard(3);
    assertThat(calls.getLast().aggregateId()).isEqualTo(poison.get());
    assertThat(instance.health("hearing-tickets").isHealthy()).isTrue();
  }

  /** What is told of them is stored, and PostgreSQL's texts hold no NUL. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"type\": \"a\\u0000b\"",
        "\"type\": \"a\\ud800b\"",
        "\"sequence\": \"a\\u0000b\"",
        "\"subject\": \"a\\u0000b\"",
        "\"type\": \"a\0b\""
      })
  void whatCannotBeReadIsParkedWhateverIsInIt(String field) throws Exception {
    var good = BankAccounts.deposits(1);
    var name = field.substring(0, field.indexOf(':'));
    var broken =
        EventJson.write(good.getFirst())
            .replaceFirst(name + ":\"[^\"]*\"", Matcher.quoteReplacement(field));
    assertThat(broken).contains(field);
    events.tell(good.getFirst().subject(), broken);
    events.tell(good);
    var instance = start("1");
    awaitHeard(1);
    await().until(() -> count(instance, "failed") == 1);
    assertThat(parked()).singleElement().asString().startsWith("FAILED ").isNotBlank();
  }

  @Test
  void aFailureThatTellsOfANulIsParked() throws Exception {
    var poison = BankAccounts.deposits(1);
    var instance =
        hearing(
            events.instance("bank", "1"),
            DEPOSITS,
            (handle, event, name) -> {
              throw new IllegalStateException("no a\0b");
            });
    instance.start();
    events.tell(poison);
    await().until(() -> count(instance, "failed") == 1);
    await()
        .until(
            TransactionalHearingIT::parked,
            List.of("FAILED java.lang.IllegalStateException: no ab")::equals);
  }

  @Test
  void aFailureOfItsOwnIsToldOnceWithItsPlaceAndPasses() throws Exception {
    tellAccounts(3);
    try (var logged = Logged.by(TransactionalHearing.class.getName())) {
      jdbi.useHandle(handle -> handle.execute("alter table heard rename to away"));
      start("1");
      await().until(() -> logged.at(Level.WARN).size() >= 3);
      assertThat(logged.lines())
          .filteredOn(line -> line.getLevel().equals(Level.ERROR))
          .singleElement()
          .satisfies(line -> assertThat(line.getThrowableProxy()).isNotNull());
    } finally {
      jdbi.useHandle(handle -> handle.execute("alter table away rename to heard"));
    }
    awaitHeard(3);
  }

  @Test
  void stoppingFinishesTheBatchAndTakesNoMore() throws Exception {
    tellAccounts(150);
    var underWay = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var instance =
        hearing(
                events.instance("bank", "1"),
                DEPOSITS,
                (handle, event, name) -> {
                  underWay.countDown();
                  waitFor(release);
                })
            .start();
    underWay.await();
    try (var stopper = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> stopped = stopper.submit(instance::stop);
      await().until(instance.bus()::hearingStops);
      release.countDown();
      stopped.get();
    }
    assertThat(calls).hasSize(100);
    await().until(() -> events.consumer("bank", Source.TICKETS).getNumAckPending() == 0);
    assertThat(events.consumer("bank", Source.TICKETS).getNumPending()).isEqualTo(50);
    var sister = start("2");
    awaitHeard(150);
    assertThat(count(sister, "duplicates")).isZero();
  }

  private Instance start(String name) throws Exception {
    return hearing(events.instance("bank", name), DEPOSITS, NONE).start();
  }

  private Instance hearing(Instance instance, List<EventType<?>> types, Obstacle obstacle) {
    String name = instance.environment().getName().replaceAll(".*/", "");
    var probed = new ProbedListener(calls, name, new BankAccounts(), obstacle);
    TransactionalHearing.start(
        instance.bus(), instance.database(), types, probed, instance.environment());
    return instance;
  }

  private static void tellAccounts(int n) {
    events.tell(Stream.generate(() -> BankAccounts.deposits(1).getFirst()).limit(n).toList());
  }

  private void awaitHeard(int n) {
    await().until(() -> calls.size() >= n);
  }

  private static Set<UUID> ids(List<Call> calls) {
    return calls.stream().map(Call::aggregateId).collect(toSet());
  }

  private static long count(Instance instance, String what) {
    return instance.count("events.heard.tickets." + what);
  }

  private static List<String> parked() {
    return jdbi.withHandle(handle ->
        handle.createQuery("select state || ' ' || error from parked").mapTo(String.class).list());
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
