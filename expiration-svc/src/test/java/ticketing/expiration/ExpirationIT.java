package ticketing.expiration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.OtherServices;
import ticketing.chassis.testing.RunningService;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.ExpirationDue;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.events.Source;
import ticketing.dev.LocalNats;

class ExpirationIT {

  private static final InstantSource CLOCK = InstantSource.system();

  private static LocalNats nats;
  private static OtherServices others;
  private static RunningService first;
  private static RunningService second;

  @BeforeAll
  static void start() {
    nats = LocalNats.start();
    others = OtherServices.at(nats);
    first = RunningService.start(ExpirationApplication.class, nats, Map.of());
    second = RunningService.start(ExpirationApplication.class, nats, Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    second.close();
    first.close();
    others.close();
    nats.close();
  }

  @Test
  void tellsWhenTheTimeIsOverAndNotBefore() {
    Instant expiresAt = CLOCK.instant().plusSeconds(3);
    UUID order = created(expiresAt);
    await().until(() -> !due(order).isEmpty());
    assertThat(CLOCK.instant()).isAfterOrEqualTo(expiresAt);
    assertThat(due(order)).containsExactly(new ExpirationDue(order, expiresAt));
  }

  @Test
  void tellsAtOnceWhatIsPast() {
    UUID order = created(CLOCK.instant().minus(Duration.ofMinutes(59)));
    await().until(() -> due(order).size() == 1);
  }

  @Test
  void leavesOutWhatIsPastForLong() {
    UUID old = created(CLOCK.instant().minus(Duration.ofMinutes(61)));
    UUID next = created(CLOCK.instant());
    await().until(() -> due(next).size() == 1 && isAllHeard());
    assertThat(due(old)).isEmpty();
  }

  @Test
  void schedulesAnOrderOnceHoweverOftenItHearsOfIt() {
    // Another, should this machine have been so slow that its time is over: that is told at once.
    Event<OrderState> event =
        await()
            .until(
                () -> {
                  var fresh = event(UUID.randomUUID(), CLOCK.instant().plusSeconds(2));
                  others.tell(fresh, fresh, fresh);
                  await().until(ExpirationIT::isAllHeard);
                  return fresh;
                },
                fresh -> CLOCK.instant().isBefore(fresh.state().expiresAt()));
    UUID after = created(CLOCK.instant().plusSeconds(3));
    await().until(() -> due(after).size() == 1);
    assertThat(due(event.aggregateId())).hasSize(1);
  }

  @Test
  void leavesOutAndCountsWhatCannotBeRead() {
    others.tell(Events.ORDER_CREATED.subject(UUID.randomUUID()), "no event");
    UUID order = created(CLOCK.instant());
    await().until(() -> due(order).size() == 1 && isAllHeard());
    assertThat(
            List.of(first, second).stream()
                .mapToLong(instance -> instance.count("events.heard.orders.failed"))
                .sum())
        .isOne();
  }

  @Test
  void aScheduleOutlivesNats() {
    UUID order = created(CLOCK.instant().plusSeconds(4));
    await().until(ExpirationIT::isAllHeard);
    nats.kill();
    nats.restart();
    await().until(() -> due(order).size() == 1);
  }

  @Test
  void makesItsStreamAnewWhenItIsGone() throws Exception {
    var unused = others.connection().jetStreamManagement().deleteStream(Source.EXPIRATION.stream());
    UUID order = created(CLOCK.instant());
    // Until it is there, it cannot be read.
    await().ignoreExceptions().until(() -> due(order).size() == 1);
  }

  private static UUID created(Instant expiresAt) {
    UUID id = UUID.randomUUID();
    others.tell(event(id, expiresAt));
    return id;
  }

  private static Event<OrderState> event(UUID id, Instant expiresAt) {
    Instant now = CLOCK.instant();
    var order =
        new OrderState(
            id,
            UUID.randomUUID(),
            UUID.randomUUID(),
            new Money(5_000, "usd"),
            OrderStatus.CREATED,
            null,
            1,
            expiresAt,
            null,
            1,
            now,
            now);
    return new Event<>(Events.ORDER_CREATED, id, 1, now, order);
  }

  private static List<Object> due(UUID orderId) {
    return others.told(Events.EXPIRATION_DUE, orderId).stream().<Object>map(Event::state).toList();
  }

  private static boolean isAllHeard() throws Exception {
    var consumer =
        others
            .connection()
            .jetStreamManagement()
            .getConsumerInfo(Source.ORDERS.stream(), "expiration-orders");
    return consumer.getNumPending() == 0 && consumer.getNumAckPending() == 0;
  }
}
