package ticketing.e2e;

import java.time.Duration;
import java.util.Random;

/**
 * Lets both sides of a race win about as often, on any machine: after each result the side that
 * lost is given some more of a head start, and the more the longer it has been losing.
 */
final class Balance {

  private static final int NARROW = 8;
  private static final int WIDE = 256;

  private final Random random;
  private int headStart;
  private int step = NARROW;
  private boolean firstWonLast;

  /**
   * A balance to begin with.
   *
   * @param headStart of the first side
   * @param seed of the jitter
   */
  Balance(Duration headStart, long seed) {
    this.headStart = Math.toIntExact(headStart.toMillis());
    this.random = new Random(seed);
  }

  /** How long before the second side the first one is to begin; below zero: after it. */
  synchronized Duration headStart() {
    return Duration.ofMillis(headStart);
  }

  /** To be added to a round's head start, so that no two rounds are quite the same. */
  synchronized Duration jitter() {
    return Duration.ofMillis(random.nextInt(-NARROW, NARROW + 1));
  }

  /**
   * Tells who won with this head start. Only news counts: of rounds that began before the last
   * step, each would ask for the same step again.
   */
  synchronized void won(boolean first, Duration with) {
    if (with.toMillis() == headStart) {
      step = first == firstWonLast ? Math.min(WIDE, 2 * step) : NARROW;
      firstWonLast = first;
      headStart += first ? -step : step;
    }
  }
}
