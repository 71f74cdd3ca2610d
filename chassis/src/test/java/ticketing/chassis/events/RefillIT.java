package ticketing.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ticketing.contracts.events.Source;

class RefillIT {

  private static final int WHOLE = 1_000;

  private static EventsFixture events;

  private Handle handle;

  @BeforeAll
  static void open() {
    events = new EventsFixture();
  }

  /** Of thirty events the 21st is the last that NATS still holds; the first ten are old. */
  @BeforeEach
  void loseEvents() throws Exception {
    handle = events.database().jdbi().open();
    handle.execute("truncate event_log, event_pending, relay_mark restart identity");
    refill(WHOLE);
    var log = new EventLog(() -> {});
    for (int i = 1; i <= 30; i++) {
      var deposit = BankAccounts.deposit(UUID.randomUUID(), 1);
      handle.useTransaction(transaction -> log.append(transaction, deposit));
      if (i == 21) {
        events.tell(deposit);
      }
    }
    handle.execute("delete from event_pending");
    handle.execute("update event_log set time = time - interval '1 hour' where position <= 10");
    // A transaction that was rolled back leaves a gap.
    handle.execute("delete from event_log where position between 23 and 28");
    handle.execute("update relay_mark set stream_sequence = 9");
  }

  @AfterEach
  void clear() throws Exception {
    handle.close();
    events.clear();
  }

  @AfterAll
  static void close() throws Exception {
    events.close();
  }

  @Test
  void inManyChunksPutsBackTheSameAsInOne() throws Exception {
    refill(WHOLE);
    List<String> whole = pending();
    assertThat(whole)
        .containsExactly(
            "11 1", "12 1", "13 1", "14 1", "15 1", "16 1", "17 1", "18 1", "19 1", "20 1", "21 1",
            "22 1", "29 1", "30 1");
    assertThat(mark()).isEqualTo("1 1");
    handle.execute("delete from event_pending");
    handle.execute("update relay_mark set stream_sequence = 9, losses = 0");
    refill(4);
    assertThat(pending()).isEqualTo(whole);
    assertThat(mark()).isEqualTo("1 1");
  }

  @Test
  void isDoneAgainAfterACrashInBetween() throws Exception {
    handle.execute("alter table event_pending add constraint crash check (position < 20)");
    assertThatThrownBy(() -> refill(4)).isInstanceOf(UnableToExecuteStatementException.class);
    assertThat(pending()).contains("11 1").doesNotContain("21 1");
    assertThat(mark()).isEqualTo("9 0");
    handle.execute("alter table event_pending drop constraint crash");
    refill(4);
    assertThat(pending()).hasSize(14).startsWith("11 1").endsWith("30 1");
    assertThat(mark()).isEqualTo("1 1");
    refill(4);
    assertThat(mark()).isEqualTo("1 1");
  }

  private void refill(int chunk) throws Exception {
    new Refill(Source.TICKETS, 1, chunk, () -> {})
        .check(
            handle.attach(EventLogDao.class),
            events.connection().jetStreamManagement(),
            Long.MAX_VALUE);
  }

  private List<String> pending() {
    return texts("select position || ' ' || resend from event_pending order by position");
  }

  private String mark() {
    return texts("select stream_sequence || ' ' || losses from relay_mark").getFirst();
  }

  private List<String> texts(String query) {
    return handle.createQuery(query).mapTo(String.class).list();
  }
}
