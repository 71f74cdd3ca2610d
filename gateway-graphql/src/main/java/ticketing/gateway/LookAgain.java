package ticketing.gateway;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a subscription looks again though nobody told of a change: soon, if it could not see all, as
 * a service is away; and every minute, as a NATS whose servers lost each other may have told
 * nothing.
 */
final class LookAgain {

  static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final Duration ANYWAY = Duration.ofMinutes(1);

  private long pause = FIRST.toNanos();
  private long at;

  /** After a pause, longer each time. */
  void soon() {
    at = in(pause);
    pause = Math.min(2 * pause, MOST.toNanos());
  }

  void anyway() {
    at = in(ANYWAY.toNanos());
    pause = FIRST.toNanos();
  }

  /** Not all at once. */
  private static long in(long nanos) {
    return System.nanoTime() + nanos / 2 + ThreadLocalRandom.current().nextLong(nanos);
  }

  /** What is left until then. */
  long nanos() {
    return at - System.nanoTime();
  }
}
