package ticketing.chassis.events;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import ticketing.chassis.database.Database;
import ticketing.chassis.events.ProbedListener.Call;
import ticketing.chassis.events.ProbedListener.Obstacle;
import ticketing.contracts.events.EventType;

/**
 * What every listener must stand: events that come twice, late, in disorder, never, or broken, to
 * instances that are slow, crash, or work at the same time. A service extends it for each of its
 * listeners.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ListenerContractIT {

  private static final Obstacle NONE = (handle, event, instance) -> {};

  private final List<Call> calls = ProbedListener.calls();
  private EventsFixture events;
  private Jdbi jdbi;
  private Listener model;

  /** All kinds of event that the listener hears, of one source. */
  protected abstract List<EventType<?>> types();

  /** The listener of one instance, as the service makes it. */
  protected abstract Listener listener(Database database);

  /**
   * A new foreign row's events: its versions from 1, at least three. What the listener needs to
   * know before is in the database then.
   */
  protected abstract List<Event<?>> history(Handle handle);

  /**
   * What the service's own rows say of the foreign row, to be compared: without ids and times that
   * differ from one foreign row to another.
   */
  protected abstract Object state(Handle handle, UUID aggregateId);

  @BeforeAll
  void open() {
    events = new EventsFixture();
    jdbi = events.database().jdbi();
    model = listener(events.database());
  }

  @AfterEach
  void clear() throws Exception {
    events.clear();
  }

  @AfterAll
  void close() throws Exception {
    events.close();
  }

  @Test
  void aDuplicateIsAppliedOnce() throws Exception {
    var instance = start("1", NONE);
    var row = history();
    events.tell(row.get(0), row.get(0), row.get(1), row.get(0), row.get(1), row.get(2));
    awaitApplied(row, 1, 2, 3);
    assertThat(count(instance, "duplicates")).isGreaterThanOrEqualTo(3);
    assertState(row, 1, 2, 3);
  }

  @Test
  void anEventThatCameTooEarlyIsKeptUntilTheMissingOneCame() throws Exception {
    start("1", NONE);
    var row = history();
    events.tell(row.get(0), row.get(2));
    // Looked at and made to wait longer in one, as a busy machine may take its two seconds between.
    await().pollInterval(Duration.ofMillis(20)).until(() -> waitLonger(row) == 1);
    assertThat(parked(row)).containsExactly("3 WAITING 0");
    assertState(row, 1);
    events.tell(row.get(1));
    awaitApplied(row, 1, 2, 3);
    assertThat(parked(row)).isEmpty();
    assertState(row, 1, 2, 3);
  }

  @Test
  void disorderIsAppliedInOrder() throws Exception {
    var row = history();
    events.tell(row.get(2), row.get(1), row.get(0));
    start("1", NONE);
    awaitApplied(row, 1, 2, 3);
    assertThat(parked(row)).isEmpty();
    assertState(row, 1, 2, 3);
  }

  @Test
  void anEventThatNeverComesIsNotWaitedForWithoutEnd() throws Exception {
    var instance = start("1", NONE);
    var row = history();
    events.tell(row.get(0), row.get(2));
    awaitApplied(row, 1, 3);
    assertThat(count(instance, "jumps")).isOne();
    assertThat(parked(row)).isEmpty();
    assertState(row, 1, 3);
    long before = count(instance, "duplicates");
    events.tell(row.get(1));
    await().until(() -> count(instance, "duplicates") > before);
    assertState(row, 1, 3);
  }

  @Test
  void whatCannotBeReadIsParkedAndHoldsUpNothing() throws Exception {
    var instance = start("1", NONE);
    var row = history();
    events.tell(row.get(0));
    events.tell(row.get(0).subject(), "{\"specversion\": \"1.0\", this is no event");
    events.tell(row.get(1));
    awaitApplied(row, 1, 2);
    assertState(row, 1, 2);
    // It has no id, so it is parked anew when it comes again.
    assertThat(await().until(this::unreadable, bodies -> !bodies.isEmpty()))
        .allMatch(body -> body.contains("this is no event"));
    assertThat(count(instance, "failed")).isPositive();
  }

  @Test
  void anEventThatFailsIsTriedThriceThenSupersededByTheNext() throws Exception {
    var row = history();
    var other = history();
    List<Long> tries = new CopyOnWriteArrayList<>();
    var instance =
        start(
            "1",
            (handle, event, name) -> {
              if (is(event, row, 2)) {
                tries.add(System.nanoTime());
                handle.execute("create table half_done (id int)");
                throw new IllegalStateException("the second is poison");
              }
            });
    events.tell(row.get(0), row.get(1));
    await().until(() -> !tries.isEmpty());
    events.tell(other);
    awaitApplied(other, 1, 2, 3);
    await().until(() -> parked(row), parked -> parked.equals(List.of("2 FAILED 3")));
    assertThat(tries).hasSize(3);
    assertThat(tries.get(1) - tries.get(0)).isGreaterThan(Duration.ofMillis(900).toNanos());
    assertThat(tries.get(2) - tries.get(1)).isGreaterThan(Duration.ofMillis(900).toNanos());
    assertThat(errors(row)).singleElement().asString().contains("the second is poison");
    assertThat(count(instance, "failed")).isOne();
    assertState(row, 1);
    assertThat(applied(row)).containsExactly(1);
    events.tell(row.get(2));
    awaitApplied(row, 1, 3);
    assertThat(parked(row)).isEmpty();
    assertState(row, 1, 3);
  }

  @Test
  void anEventIsAppliedOnceWhenItsInstanceCrashesBeforeItAcknowledges() throws Exception {
    var row = history();
    List<Instance> doomed = new ArrayList<>();
    doomed.add(
        start(
            "1",
            (handle, event, name) -> handle.afterCommit(() -> loseConnection(doomed.getFirst()))));
    events.tell(row.get(0));
    awaitApplied(row, 1);
    var sister = start("2", NONE);
    await().until(() -> count(sister, "duplicates") >= 1);
    events.tell(row.get(1), row.get(2));
    awaitApplied(row, 1, 2, 3);
    assertState(row, 1, 2, 3);
  }

  @Test
  void anEventWhoseListenerIsSlowerThanItsAckWaitIsAppliedOnce() throws Exception {
    var row = history();
    List<String> heldUp = new CopyOnWriteArrayList<>();
    Obstacle untilTheSisterHasIt =
        (handle, event, name) -> {
          if (is(event, row, 2)) {
            heldUp.add(name);
            awaitAnotherWaits(handle);
          }
        };
    var one = start("1", untilTheSisterHasIt);
    var other = start("2", untilTheSisterHasIt);
    events.tell(row.get(0));
    // From the second on: a row's first is serialised by its insertion already.
    awaitApplied(row, 1);
    events.tell(row.get(1));
    await().until(() -> count(one, "duplicates") + count(other, "duplicates") >= 1);
    assertThat(heldUp).hasSize(1);
    assertThat(applied(row)).containsExactly(1, 2);
    events.tell(row.get(2));
    awaitApplied(row, 1, 2, 3);
    assertState(row, 1, 2, 3);
  }

  @Test
  void neighbouringVersionsAtTwoInstancesAtOnceAreAppliedInOrder() throws Exception {
    var row = history();
    var secondIsUnderWay = new CountDownLatch(1);
    var waited = new AtomicBoolean();
    var tooEarly = new AtomicBoolean();
    Obstacle untilTheSisterHasTheNext =
        (handle, event, name) -> {
          if (is(event, row, 2)) {
            secondIsUnderWay.countDown();
            awaitAnotherWaits(handle);
            waited.set(true);
          } else if (is(event, row, 3)) {
            tooEarly.compareAndSet(false, !waited.get());
          }
        };
    var one = start("1", untilTheSisterHasTheNext);
    var other = start("2", untilTheSisterHasTheNext);
    events.tell(row.get(0));
    awaitApplied(row, 1);
    events.tell(row.get(1));
    secondIsUnderWay.await();
    events.tell(row.get(2));
    awaitApplied(row, 1, 2, 3);
    assertThat(tooEarly).isFalse();
    // Unless the machine was so slow that the second came again, to the sister.
    if (count(one, "duplicates") + count(other, "duplicates") == 0) {
      assertThat(byVersion(row).get(2)).doesNotContainAnyElementsOf(byVersion(row).get(3));
    }
    assertState(row, 1, 2, 3);
  }

  private Instance start(String name, Obstacle obstacle) throws Exception {
    var instance = events.instance("contract", name);
    var probed = new ProbedListener(calls, name, listener(instance.database()), obstacle);
    TransactionalHearing.start(
        instance.bus(), instance.database(), types(), probed, instance.environment());
    return instance.start();
  }

  private List<Event<?>> history() {
    return jdbi.inTransaction(this::history);
  }

  /** Has what is parked wait a minute longer; tells how many it was. */
  private int waitLonger(List<Event<?>> row) {
    return jdbi.withHandle(handle ->
        handle
            .createUpdate(
                """
                update parked set due_at = due_at + interval '1 minute'
                where aggregate_id = :id and state = 'WAITING'
                """)
            .bind("id", row.getFirst().aggregateId())
            .execute());
  }

  private static boolean is(Event<?> event, List<Event<?>> row, int version) {
    return event.version() == version && event.aggregateId().equals(row.getFirst().aggregateId());
  }

  /** Until another transaction waits for a lock, which only this one can hold. */
  private static void awaitAnotherWaits(Handle handle) {
    handle.execute("set local idle_in_transaction_session_timeout = 0");
    await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(20))
        .until(() ->
            handle
                .createQuery(
                    """
                    select exists (
                      select from pg_stat_activity
                      where datname = current_database() and wait_event_type = 'Lock')
                    """)
                .mapTo(Boolean.class)
                .one());
  }

  private static void loseConnection(Instance instance) {
    try {
      instance.bus().stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long count(Instance instance, String what) {
    return instance.count("events.heard." + types().getFirst().source().id() + "." + what);
  }

  private void awaitApplied(List<Event<?>> row, Integer... versions) {
    await().until(() -> applied(row), applied -> applied.equals(List.of(versions)));
  }

  private List<Integer> applied(List<Event<?>> row) {
    return calls.stream()
        .filter(call -> call.aggregateId().equals(row.getFirst().aggregateId()))
        .map(Call::version)
        .toList();
  }

  private Map<Integer, List<String>> byVersion(List<Event<?>> row) {
    return calls.stream()
        .filter(call -> call.aggregateId().equals(row.getFirst().aggregateId()))
        .collect(groupingBy(Call::version, mapping(Call::instance, toList())));
  }

  /** As if the listener had heard just these of another row, one after the other. */
  private void assertState(List<Event<?>> row, int... versions) {
    var other = history();
    for (int version : versions) {
      jdbi.useTransaction(handle -> model.hear(handle, other.get(version - 1)));
    }
    assertThat(state(row)).isNotEqualTo(List.of()).isEqualTo(state(other));
  }

  private Object state(List<Event<?>> row) {
    return jdbi.withHandle(handle -> state(handle, row.getFirst().aggregateId()));
  }

  private List<String> parked(List<Event<?>> row) {
    return texts(
        "select version || ' ' || state || ' ' || tries from parked where aggregate_id = :id"
            + " order by version",
        row);
  }

  private List<String> errors(List<Event<?>> row) {
    return texts("select error from parked where aggregate_id = :id", row);
  }

  private List<String> texts(String query, List<Event<?>> row) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(query)
            .bind("id", row.getFirst().aggregateId())
            .mapTo(String.class)
            .list());
  }

  private List<String> unreadable() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select body from parked where aggregate_id is null")
            .mapTo(String.class)
            .list());
  }
}
