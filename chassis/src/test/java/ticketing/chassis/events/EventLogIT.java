package ticketing.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import ticketing.chassis.observe.Trace;
import ticketing.chassis.testing.TestDatabase;

class EventLogIT {

  private final AtomicInteger wakes = new AtomicInteger();
  private final EventLog log = new EventLog(wakes::incrementAndGet);

  @Test
  void wakesTheRelayOnceATransaction() {
    var database = TestDatabase.fresh();
    try (Handle handle = database.jdbi().open()) {
      handle.useTransaction(one -> append(one, 100));
      assertThat(wakes).hasValue(1);
      handle.begin();
      append(handle, 2);
      handle.rollback();
      assertThat(wakes).hasValue(1);
      handle.useTransaction(another -> append(another, 2));
      assertThat(wakes).hasValue(2);
      assertThat(positions(handle)).hasSize(102);
    }
    database.jdbi().useTransaction(handle -> append(handle, 2));
    assertThat(wakes).hasValue(3);
  }

  @Test
  void whatNobodyAskedForGoesOnInTheTraceOfItsRow() {
    var database = TestDatabase.fresh();
    UUID row = UUID.randomUUID();
    Trace trace = Trace.begun();
    try (var within = trace.enter()) {
      database.jdbi().useTransaction(one -> log.append(one, BankAccounts.deposit(row, 1)));
    }
    database.jdbi().useTransaction(later -> log.append(later, BankAccounts.deposit(row, 2)));
    assertThat(database.jdbi().withHandle(handle -> log.trace(handle, row)).id())
        .isEqualTo(trace.id());
    assertThat(database.jdbi().withHandle(handle -> log.trace(handle, UUID.randomUUID())).id())
        .isEmpty();
  }

  private void append(Handle handle, int events) {
    IntStream.range(0, events)
        .forEach(i -> log.append(handle, BankAccounts.deposit(UUID.randomUUID(), 1)));
  }

  private static List<Long> positions(Handle handle) {
    return handle.createQuery("select position from event_pending").mapTo(Long.class).list();
  }
}
