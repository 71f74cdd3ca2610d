package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Whole journeys at a steady pace, each on a thread of its own, however slow those before are. */
final class Load {

  /** What was asked, with how it failed. */
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  private final Queue<Purchase> purchases = new ConcurrentLinkedQueue<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final Requests requests;
  private final Journey journey;
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final long began = System.nanoTime();

  /**
   * Begins.
   *
   * @param between how long after each journey the next begins
   * @param requests what the journeys ask with
   */
  Load(Journey journey, Duration between, Requests requests) {
    this.requests = requests;
    this.journey = journey;
    var unused = pace.scheduleAtFixedRate(this::begin, 0, between.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void begin() {
    int number = begun.getAndIncrement();
    threads.execute(() -> {
      try {
        journey.go(number, purchases::add);
      } catch (RuntimeException | AssertionError e) {
        failures.add("journey %d: %s".formatted(number, e.getMessage()));
      }
    });
  }

  int begun() {
    return begun.get();
  }

  /** Nothing has failed so far, so it is worth going on. */
  boolean goesWell() {
    return failures.isEmpty();
  }

  /** Lets those under way end. */
  void end() {
    pace.shutdownNow();
    threads.close();
  }

  /** With what they bought, or gave back. */
  Collection<Purchase> purchases() {
    return purchases;
  }

  /** Not one request failed. */
  void assertNoneFailed() {
    assertThat(failures).as("%d journeys", begun.get()).isEmpty();
  }

  /** In numbers. */
  String summary() {
    double seconds = (System.nanoTime() - began) / 1e9;
    return "%d journeys (%.1f/s), %d requests, slowest %d ms, %d journeys failed, %d repeated"
        .formatted(
            begun.get(),
            begun.get() / seconds,
            requests.sent(),
            requests.slowest().toMillis(),
            failures.size(),
            requests.repeated());
  }
}
