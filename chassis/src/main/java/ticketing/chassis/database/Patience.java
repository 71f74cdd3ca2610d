package ticketing.chassis.database;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for what another service's event is about to bring. It holds no connection while it waits:
 * each look is a short read of its own.
 */
public final class Patience {

  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LATER = Duration.ofMillis(250);

  private Patience() {}

  /** What the last look saw, after at most this time: as it should be, or not. */
  public static <T> T upTo(Duration most, Supplier<T> look, Predicate<T> asItShouldBe) {
    RetryPolicy<T> policy =
        RetryPolicy.<T>builder()
            .handleIf(failure -> false)
            .handleResultIf(seen -> !asItShouldBe.test(seen))
            .withBackoff(FIRST, LATER, 1.5)
            .withJitter(0.2)
            .withMaxRetries(-1)
            .withMaxDuration(most)
            .build();
    return Failsafe.with(policy).get(look::get);
  }
}
