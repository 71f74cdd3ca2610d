package ticketing.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;

class DurableHearingIT {

  private static final List<EventType<?>> CREATED = List.of(Events.TICKET_CREATED);

  private static EventsFixture events;

  private final Event<?> event = BankAccounts.deposit(UUID.randomUUID(), 1);
  private final List<Event<?>> heard = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void open() {
    events = new EventsFixture();
  }

  @AfterEach
  void clear() throws Exception {
    events.clear();
  }

  @AfterAll
  static void close() throws Exception {
    events.close();
  }

  @Test
  void oneInstanceHearsAnEventAndAcknowledgesIt() throws Exception {
    start("1", heard::add);
    start("2", heard::add);
    events.tell(event);
    await().until(() -> !heard.isEmpty() && isAcknowledged());
    assertThat(heard).containsExactly(event);
  }

  @Test
  void hearsAgainWhatFailedASecondLater() throws Exception {
    List<Long> times = new CopyOnWriteArrayList<>();
    start(
        "1",
        again -> {
          times.add(System.nanoTime());
          switch (times.size()) {
            case 1 -> throw new IOException("NATS did not answer");
            case 2 -> throw new IllegalArgumentException("any other failure");
            default -> heard.add(again);
          }
        });
    var next = BankAccounts.deposit(UUID.randomUUID(), 1);
    events.tell(event, next);
    await().until(() -> heard.size() == 2 && isAcknowledged());
    assertThat(heard).containsExactlyInAnyOrder(event, next);
    assertThat(times.getLast() - times.getFirst()).isGreaterThan(Duration.ofMillis(900).toNanos());
  }

  @Test
  void endsAndCountsWhatCannotBeRead() throws Exception {
    var instance = start("1", heard::add);
    events.tell(event.subject(), "no event");
    events.tell(event);
    await().until(() -> !heard.isEmpty() && isAcknowledged());
    assertThat(heard).containsExactly(event);
    assertThat(instance.count("events.heard.tickets.failed")).isOne();
  }

  private static boolean isAcknowledged() throws Exception {
    return events.consumer("expiration", Source.TICKETS).getNumAckPending() == 0;
  }

  private static Instance start(String name, DurableHearing.Handler handler) throws Exception {
    var instance = events.patient("expiration", name);
    DurableHearing.start(instance.bus(), CREATED, handler, instance.environment());
    return instance.start();
  }
}
