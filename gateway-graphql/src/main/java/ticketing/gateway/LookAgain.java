package ticketing.gateway;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** When a subscription looks again for what it could not see, as a service is away. */
final class LookAgain {

  static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(30);

  private long pause = FIRST.toNanos();
  private @Nullable Long at;

  /** After a pause, longer each time, and not all at once. */
  void later() {
    at = System.nanoTime() + pause / 2 + ThreadLocalRandom.current().nextLong(pause);
    pause = Math.min(2 * pause, MOST.toNanos());
  }

  void never() {
    at = null;
    pause = FIRST.toNanos();
  }

  /** What is left until then. */
  long nanos() {
    return at == null ? Long.MAX_VALUE : at - System.nanoTime();
  }
}
