package ticketing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Long stories made up by chance, beyond what can be gone through one by one: up to five orders by
 * three buyers; the relay step by step, with losses; clocks apart by up to 90 s; several crashes,
 * stalls and faults each. {@code make model SEEDS=n} runs n of them, {@code make model SEED=s} the
 * one again whose seed a failure named.
 */
class RandomTest {

  // Some 5.5 million steps.
  private static final long SEEDS = 24_000;
  private static final long ENOUGH = 5_000_000;

  private final Tally tally = new Tally();
  private final AtomicLong nextSeed = new AtomicLong(1);
  private final AtomicReference<@Nullable Found> found = new AtomicReference<>();

  /** A story that went wrong. */
  private record Found(long seed, Trace trace) {}

  @Test
  void nothingBreaksByChance() throws InterruptedException, ExecutionException {
    Long only = Long.getLong("model.seed");
    long seeds = Long.getLong("model.seeds", SEEDS);
    long begun = System.nanoTime();
    if (only == null) {
      onAllCores(seeds);
    } else {
      run(only);
    }
    tally.print(System.nanoTime() - begun);
    Found wrong = found.get();
    if (wrong != null) {
      fail(story(wrong));
    }
    if (only == null && seeds >= SEEDS) {
      assertThat(tally.steps()).as("steps").isGreaterThanOrEqualTo(ENOUGH);
      tally.checkThatMuchHappened();
    }
  }

  private void onAllCores(long seeds) throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        all.add(
            threads.submit(() -> {
              for (long seed = nextSeed.getAndIncrement();
                  seed <= seeds && found.get() == null;
                  seed = nextSeed.getAndIncrement()) {
                run(seed);
              }
            }));
      }
      for (Future<?> one : all) {
        Object unused = one.get();
      }
    }
  }

  private void run(long seed) {
    var run = new RandomRun(seed);
    Trace trace = run.run();
    tally.add(run);
    if (trace != null) {
      found.accumulateAndGet(new Found(seed, trace), RandomTest::first);
    }
  }

  /** The lowest seed, so that the same is told each time. */
  private static @Nullable Found first(@Nullable Found one, @Nullable Found other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.seed() <= other.seed() ? one : other;
  }

  private static String story(Found wrong) {
    return "seed %d, found after %d steps: make model SEED=%d tells it again%n%s"
        .formatted(
            wrong.seed(),
            wrong.trace().actions().size(),
            wrong.seed(),
            Shrinker.shortest(wrong.trace()).story());
  }
}
