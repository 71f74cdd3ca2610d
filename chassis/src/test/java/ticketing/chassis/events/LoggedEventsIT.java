package ticketing.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ticketing.chassis.testing.TestDatabase;
import ticketing.contracts.admin.LoggedEventRepresentation;
import ticketing.contracts.events.Source;

/** What operators see of an event log, and what they have published again. */
class LoggedEventsIT {

  private static Jdbi jdbi;

  private final AtomicInteger wakes = new AtomicInteger();
  private final EventLog log = new EventLog(wakes::incrementAndGet);
  private final UUID account = UUID.randomUUID();

  @BeforeAll
  static void open() {
    jdbi = TestDatabase.fresh().jdbi();
  }

  /** The events 1 to 5, of which NATS has not acknowledged the last. */
  @BeforeEach
  void publishAllButOne() {
    execute("truncate event_log, event_pending, relay_mark restart identity");
    jdbi.useTransaction(handle -> {
      log.append(handle, BankAccounts.deposit(account, 1));
      log.append(handle, BankAccounts.deposit(UUID.randomUUID(), 1));
      log.append(handle, BankAccounts.deposit(account, 2));
      log.append(handle, BankAccounts.deposit(UUID.randomUUID(), 1));
      log.append(handle, BankAccounts.deposit(account, 3));
    });
    execute("delete from event_pending where position < 5");
    execute(
        """
        insert into relay_mark (stream_created, position, stream_sequence) values (now(), 4, 4)
        """);
    wakes.set(0);
  }

  @Test
  void tellsThePositionAndWhatIsPending() {
    execute("update event_log set time = now() - interval '1 hour' where position = 5");
    var status = jdbi.withHandle(handle -> LoggedEvents.of(Source.TICKETS, handle).status());
    assertThat(status.lastPosition()).isEqualTo(5);
    assertThat(status.pending()).isOne();
    assertThat(status.oldestPendingAgeSeconds()).isBetween(3_600.0, 4_000.0);
    execute("truncate event_log, event_pending");
    status = jdbi.withHandle(handle -> LoggedEvents.of(Source.TICKETS, handle).status());
    assertThat(status.lastPosition()).isZero();
    assertThat(status.pending()).isZero();
    assertThat(status.oldestPendingAgeSeconds()).isZero();
  }

  @Test
  void showsEventsBehindAPositionInOrder() {
    var events = behind(1, 3);
    assertThat(events).extracting(LoggedEventRepresentation::position).containsExactly(2L, 3L, 4L);
    assertThat(behind(3, 10))
        .extracting(LoggedEventRepresentation::pending)
        .containsExactly(false, true);
    assertThat(events.get(1))
        .isEqualTo(
            new LoggedEventRepresentation(
                Source.TICKETS,
                3,
                account,
                2,
                "ticket.updated",
                BankAccounts.NOON.plusSeconds(2),
                false,
                null,
                EventJson.write(BankAccounts.deposit(account, 2))));
  }

  @Test
  void showsARowsEventsByVersion() {
    assertThat(ofAccount(0, 2))
        .extracting(LoggedEventRepresentation::version)
        .containsExactly(1, 2);
    assertThat(ofAccount(3, 2)).extracting(LoggedEventRepresentation::version).containsExactly(3);
  }

  @Test
  void tellsTheTracesIdOfAnEventThatHasOne() {
    trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    assertThat(ofAccount(0, 1).getFirst().traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    trace("made up");
    assertThat(ofAccount(0, 1).getFirst().traceId()).isNull();
  }

  @Test
  void putsBackWhatFollowsAPositionAndSaysWhereToGoOn() {
    var resent = resend(2, 2);
    assertThat(resent).isEqualTo(new LoggedEvents.Resent(2, 3, OptionalLong.of(4)));
    assertThat(pending()).containsExactly("2 1", "3 1", "5 0");
    assertThat(wakes).hasValue(1);
    // What is pending keeps its number: it was not published under it.
    resent = resend(3, 10);
    assertThat(resent).isEqualTo(new LoggedEvents.Resent(1, 5, OptionalLong.empty()));
    assertThat(pending()).containsExactly("2 1", "3 1", "4 2", "5 0");
  }

  @Test
  void putsBackNothingWhereNothingWasPublishedYet() {
    execute("delete from relay_mark");
    execute("insert into event_pending (position) values (1), (2), (3), (4)");
    assertThat(resend(1, 10)).isEqualTo(new LoggedEvents.Resent(0, 5, OptionalLong.empty()));
    assertThat(pending()).containsExactly("1 0", "2 0", "3 0", "4 0", "5 0");
  }

  private LoggedEvents.Resent resend(long from, int limit) {
    return jdbi.inTransaction(
        handle -> LoggedEvents.of(Source.TICKETS, handle).resend(log, from, limit));
  }

  private static List<LoggedEventRepresentation> behind(long position, int limit) {
    return jdbi.withHandle(
        handle -> LoggedEvents.of(Source.TICKETS, handle).behind(position, limit));
  }

  private List<LoggedEventRepresentation> ofAccount(long behind, int limit) {
    return jdbi.withHandle(
        handle -> LoggedEvents.of(Source.TICKETS, handle).ofAggregate(account, behind, limit));
  }

  private static void trace(String traceparent) {
    execute(
        """
        update event_log
        set body = jsonb_set(cast(body as jsonb), '{traceparent}', to_jsonb(cast(? as text)))
        where position = 1
        """,
        traceparent);
  }

  private static List<String> pending() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select position || ' ' || resend from event_pending order by position")
            .mapTo(String.class)
            .list());
  }

  private static void execute(String sql, Object... values) {
    jdbi.useHandle(handle -> handle.execute(sql, values));
  }
}
