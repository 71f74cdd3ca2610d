package ticketing.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ticketing.chassis.events.BankAccounts.Account;
import ticketing.chassis.events.ParkedEvents.Replay;
import ticketing.chassis.observe.Trace;
import ticketing.chassis.observe.Tracing;
import ticketing.chassis.testing.TestDatabase;
import ticketing.contracts.admin.ParkedEventRepresentation;
import ticketing.contracts.admin.ParkedRepresentation;
import ticketing.contracts.admin.ParkedState;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;
import ticketing.contracts.events.UserState;

/** What an operator's word does to an event kept back, by the sequence rule. */
class ParkedEventsIT {

  private static Jdbi jdbi;

  private final HearingMetrics metrics = HearingMetrics.of(new MetricRegistry(), Source.TICKETS);
  private final SequenceRule rule =
      new SequenceRule(Source.TICKETS, this::hear, metrics, Tracing.off());
  private final UUID account = UUID.randomUUID();
  private final List<Event<?>> deposits = BankAccounts.deposits(account, 4);
  private boolean broken;
  private Trace heardIn = Trace.NONE;

  @BeforeAll
  static void open() {
    var database = TestDatabase.fresh();
    BankAccounts.createTable(database);
    jdbi = database.jdbi();
  }

  @BeforeEach
  void clear() {
    jdbi.useHandle(handle -> handle.execute("delete from parked"));
  }

  @Test
  void aFailedEventIsAppliedWhenItIsReplayed() {
    tell(1);
    long failed = fail(2);
    assertThat(find(failed).orElseThrow().parked())
        .extracting(ParkedRepresentation::state, ParkedRepresentation::tries)
        .containsExactly(ParkedState.FAILED, 3);

    assertThat(replay(failed)).isEqualTo(Replay.AGAIN);
    retryDue();

    assertThat(account()).isEqualTo(new Account(300, 2));
    assertThat(listed(null)).isEmpty();
    assertThat(replay(failed)).isEqualTo(Replay.NONE);
  }

  @Test
  void aReplayedEventIsHeardInTheTraceThatItWasToldIn() {
    tell(1);
    Trace trace = Trace.begun();
    long failed;
    try (var within = trace.enter()) {
      failed = fail(2);
    }
    assertThat(replay(failed)).isEqualTo(Replay.AGAIN);
    retryDue();
    assertThat(heardIn.id()).isEqualTo(trace.id());
  }

  @Test
  void aReplayedEventIsTriedAsOftenAsANewOne() {
    tell(1);
    long failed = fail(2);
    assertThat(replay(failed)).isEqualTo(Replay.AGAIN);
    broken = true;
    retryDue();
    assertThat(listed(null).getFirst().state()).isEqualTo(ParkedState.RETRYING);
    retryDue();
    retryDue();
    assertThat(listed(null).getFirst().state()).isEqualTo(ParkedState.FAILED);
    assertThat(metrics.failed().getCount()).isEqualTo(2);
  }

  @Test
  void noLaterVersionWaitsForADiscardedOne() {
    tell(1);
    assertThat(discard(fail(2))).isTrue();
    tell(3);
    assertThat(account()).isEqualTo(new Account(600, 3));
    assertThat(metrics.jumps().getCount()).isZero();
    assertThat(jdbi.withHandle(ParkedEventsIT::parkedRows)).isZero();
  }

  @Test
  void aDiscardedOneThatComesAgainIsNotApplied() {
    tell(1);
    long failed = fail(2);
    discard(failed);
    tell(2);
    retryDue();
    assertThat(account()).isEqualTo(new Account(100, 1));
    assertThat(listed(null)).isEmpty();
    assertThat(find(failed).orElseThrow().parked().discardedAt()).isNotNull();
  }

  @Test
  void oneThatWaitsCanBeDiscardedAndItsPredecessorComesAllTheSame() {
    tell(1);
    tell(3);
    assertThat(discard(listed(ParkedState.WAITING).getFirst().id())).isTrue();
    tell(2);
    assertThat(account()).isEqualTo(new Account(300, 2));
    tell(4);
    assertThat(account()).isEqualTo(new Account(1000, 4));
  }

  @Test
  void aReplayTakesADiscardBack() {
    tell(1);
    long failed = fail(2);
    discard(failed);
    assertThat(replay(failed)).isEqualTo(Replay.AGAIN);
    assertThat(listed(ParkedState.RETRYING)).hasSize(1);
    retryDue();
    assertThat(account()).isEqualTo(new Account(300, 2));
  }

  @Test
  void whatCouldNotBeReadIsHeardByAVersionThatCan() {
    tell(1);
    long id = unreadable(EventJson.write(deposits.get(1)));
    assertThat(replay(id)).isEqualTo(Replay.AGAIN);
    retryDue();
    assertThat(account()).isEqualTo(new Account(300, 2));
  }

  @Test
  void whatCouldNotBeReadAndIsKnownByNowIsNotKeptTwice() {
    tell(1);
    long failed = fail(2);
    long id = unreadable(EventJson.write(deposits.get(1)));
    assertThat(replay(id)).isEqualTo(Replay.AGAIN);
    assertThat(listed(null)).extracting(ParkedRepresentation::id).containsExactly(failed);
  }

  @Test
  void whatCannotBeReadStaysUntilItIsDiscarded() {
    for (String body : List.of("{}", "no JSON", ofAnotherSource())) {
      long id = unreadable(body);
      assertThat(replay(id)).isEqualTo(Replay.UNREADABLE);
      assertThat(find(id).orElseThrow().body()).isEqualTo(body);
      assertThat(discard(id)).isTrue();
      assertThat(find(id)).isEmpty();
      assertThat(discard(id)).isFalse();
    }
  }

  private void hear(Handle handle, Event<?> event) {
    if (broken) {
      throw new IllegalStateException("broken");
    }
    heardIn = Trace.current();
    new BankAccounts().hear(handle, event);
  }

  private void tell(int version) {
    Event<?> event = deposits.get(version - 1);
    var incoming = new Incoming(event, event.subject(), EventJson.write(event));
    jdbi.useTransaction(handle -> rule.hear(handle, List.of(incoming)));
  }

  /** Until it is given up; its id. */
  private long fail(int version) {
    broken = true;
    tell(version);
    retryDue();
    retryDue();
    broken = false;
    return listed(ParkedState.FAILED).getFirst().id();
  }

  private void retryDue() {
    jdbi.useTransaction(handle -> {
      handle.execute("update parked set due_at = now()");
      rule.retryDue(handle, 10);
    });
  }

  private static long unreadable(String body) {
    return jdbi.inTransaction(handle -> {
      handle
          .attach(HeardDao.class)
          .parkUnreadable(Source.TICKETS.id(), "ticketing.tickets.new.1", body, "unknown type");
      return ParkedEvents.in(handle)
          .list(Source.TICKETS, ParkedState.FAILED, null, 1)
          .getFirst()
          .id();
    });
  }

  private static Replay replay(long id) {
    return jdbi.inTransaction(handle -> ParkedEvents.in(handle).replay(id));
  }

  private static boolean discard(long id) {
    return jdbi.inTransaction(handle -> ParkedEvents.in(handle).discard(id));
  }

  private static Optional<ParkedEventRepresentation> find(long id) {
    return jdbi.withHandle(handle -> ParkedEvents.in(handle).find(id));
  }

  private static String ofAnotherSource() {
    Instant noon = BankAccounts.NOON;
    UUID id = UUID.randomUUID();
    var user = new UserState(id, "user", null, 1, noon, noon);
    return EventJson.write(new Event<>(Events.USER_SIGNED_UP, id, 1, noon, user));
  }

  private static List<ParkedRepresentation> listed(@Nullable ParkedState state) {
    return jdbi.withHandle(handle -> ParkedEvents.in(handle).list(null, state, null, 10));
  }

  private static int parkedRows(Handle handle) {
    return handle.createQuery("select count(*) from parked").mapTo(Integer.class).one();
  }

  private Account account() {
    return jdbi.withHandle(handle -> BankAccounts.account(handle, account));
  }
}
