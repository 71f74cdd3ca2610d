package ticketing.chassis.events;

import static java.time.ZoneOffset.UTC;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.SessionState;
import ticketing.contracts.events.Source;
import ticketing.dev.LocalNats;

class BroadcastHearingIT {

  private static final List<EventType<?>> ENDED = List.of(Events.SESSION_ENDED);
  private static final Duration BACK = Duration.ofMinutes(16);

  private static LocalNats nats;
  private static EventsFixture events;

  private final Instant now = Instant.now();
  private final List<Event<?>> heard = new CopyOnWriteArrayList<>();

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
  void everyInstanceHearsEverything() throws Exception {
    List<Event<?>> heardByOther = new CopyOnWriteArrayList<>();
    start("1", heard::add);
    start("2", heardByOther::add);
    List<Event<?>> ended = IntStream.range(0, 250).<Event<?>>mapToObj(i -> ended(now)).toList();
    events.tell(ended);
    await().until(() -> heard.size() >= 250 && heardByOther.size() >= 250);
    // A hearing that begins again hears some twice.
    assertThat(heard.stream().distinct()).containsExactlyElementsOf(ended);
    assertThat(heardByOther.stream().distinct()).containsExactlyElementsOf(ended);
  }

  @Test
  void hearsWhatWasToldBeforeItStarted() throws Exception {
    var before = ended(now.minusSeconds(60));
    events.tell(before);
    var hearing = start("1", heard::add);
    await().until(hearing::isCaughtUp);
    assertThat(heard).containsExactly(before);
  }

  @Test
  void leavesOutWhatHappenedTooLongAgo() throws Exception {
    var old = ended(now.minus(BACK).minusSeconds(60));
    var young = ended(now.minus(BACK).plusSeconds(60));
    events.tell(old, young);
    var hearing = start("1", heard::add);
    await().until(hearing::isCaughtUp);
    assertThat(heard).containsExactly(young);
  }

  @Test
  void isNotCaughtUpBeforeItHeardAll() throws Exception {
    nats.stop();
    var instance = events.instance("gateway", "1");
    var hearing =
        BroadcastHearing.start(
            instance.bus(),
            ENDED,
            BACK,
            InstantSource.system(),
            heard::add,
            instance.environment());
    instance.start();
    assertThat(hearing.isCaughtUp()).isFalse();
    nats.restart();
    await().until(hearing::isCaughtUp);
    assertThat(instance.health("broadcast-auth").isHealthy()).isTrue();
  }

  /** A consumer that is paused hands out nothing, as if requests were lost on the way. */
  @Test
  void isNotCaughtUpByFetchesThatGotNothingOfWhatIsThere() throws Exception {
    var paused = new CountDownLatch(1);
    List<Boolean> caughtUp = new CopyOnWriteArrayList<>();
    var known = new AtomicReference<@Nullable BroadcastHearing>();
    events.tell(IntStream.range(0, 150).<Event<?>>mapToObj(i -> ended(now)).toList());
    var instance = events.instance("gateway", "1");
    known.set(
        BroadcastHearing.start(
            instance.bus(),
            ENDED,
            BACK,
            InstantSource.system(),
            event -> {
              awaitQuietly(paused);
              heard.add(event);
              caughtUp.add(requireNonNull(known.get()).isCaughtUp());
            },
            instance.environment()));
    instance.start();
    var stream = Source.AUTH.stream();
    var management = events.connection().jetStreamManagement();
    await().until(() -> management.getConsumerNames(stream).size() == 1);
    var consumer = management.getConsumerNames(stream).getFirst();
    await().until(() -> management.getConsumerInfo(stream, consumer).getNumPending() < 150);
    management.pauseConsumer(stream, consumer, ZonedDateTime.now(UTC).plusHours(1));
    // One fetch takes 100, or fewer on a machine that is busy.
    long left = management.getConsumerInfo(stream, consumer).getNumPending();
    assertThat(left).isBetween(50L, 149L);
    paused.countDown();
    await()
        .until(() ->
            instance
                .health("broadcast-auth")
                .getMessage()
                .startsWith("lag " + left + ", under way 0"));
    management.resumeConsumer(stream, consumer);
    await().until(() -> heard.size() == 150);
    assertThat(caughtUp).hasSize(150).containsOnly(false);
    await().until(requireNonNull(known.get())::isCaughtUp);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void goesOnAfterNatsWasAway() throws Exception {
    start("1", heard::add);
    var before = ended(now);
    events.tell(before);
    await().until(() -> heard.contains(before));
    nats.restart();
    var after = ended(now);
    await().ignoreExceptions().until(() -> tell(after));
    await().until(() -> heard.contains(after));
  }

  @Test
  void leavesOutWhatCannotBeReadAndWhatItsListenerFailsOn() throws Exception {
    var poison = ended(now);
    start(
        "1",
        event -> {
          if (event.equals(poison)) {
            throw new IllegalStateException("poison");
          }
          heard.add(event);
        });
    var good = ended(now);
    events.tell(poison);
    events.tell(poison.subject(), "no event");
    events.tell(good);
    await().until(() -> !heard.isEmpty());
    assertThat(heard).containsExactly(good);
  }

  private static boolean tell(Event<?> event) {
    events.tell(event);
    return true;
  }

  private static BroadcastHearing start(String name, Consumer<Event<?>> listener) throws Exception {
    var instance = events.instance("gateway", name);
    var hearing =
        BroadcastHearing.start(
            instance.bus(), ENDED, BACK, InstantSource.system(), listener, instance.environment());
    instance.start();
    return hearing;
  }

  private static Event<SessionState> ended(Instant time) {
    var id = UUID.randomUUID();
    return new Event<>(
        Events.SESSION_ENDED, id, 1, time, new SessionState(id, UUID.randomUUID(), time, 1));
  }
}
