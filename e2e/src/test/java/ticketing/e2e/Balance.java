package ticketing.e2e;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Lets both sides of a race win about as often, on any machine: it looks for the head start of the
 * first side at which either may win, by the last results. Rounds may overlap: each result says
 * with which head start it came about, so late ones lead nowhere.
 */
final class Balance {

  private static final int LAST = 6;
  private static final double SPREAD = 0.5;

  /** A millisecond: from nothing, no factor leads back. */
  private static final double SHORTEST = 1e6;

  private record Result(boolean firstWon, double headStart) {}

  private final Random random;
  private final Deque<Result> results = new ArrayDeque<>();
  private double middle;

  /**
   * A balance to begin with.
   *
   * @param guess the head start at which either may win, perhaps
   * @param seed of the jitter
   */
  Balance(Duration guess, long seed) {
    this.middle = guess.toNanos();
    this.random = new Random(seed);
  }

  /** A round's own, so that no two are the same. */
  synchronized double jitter() {
    return random.nextDouble(1 - SPREAD, 1 + SPREAD);
  }

  /** How long before the second side the first one is to begin. */
  synchronized Duration headStart(double jitter) {
    return Duration.ofNanos(Math.round(middle * jitter));
  }

  synchronized void won(boolean first, Duration headStart) {
    results.addLast(new Result(first, headStart.toNanos()));
    if (results.size() > LAST) {
      results.removeFirst();
    }
    List<Double> won = headStarts(true);
    List<Double> lost = headStarts(false);
    double seen =
        lost.isEmpty()
            ? won.getFirst() * (1 - SPREAD)
            : won.isEmpty() ? lost.getLast() * (1 + SPREAD) : (won.getFirst() + lost.getLast()) / 2;
    middle = Math.max(SHORTEST, seen);
  }

  /** With which the first side won or lost, the shortest first. */
  private List<Double> headStarts(boolean firstWon) {
    return results.stream()
        .filter(result -> result.firstWon() == firstWon)
        .map(Result::headStart)
        .sorted()
        .toList();
  }
}
