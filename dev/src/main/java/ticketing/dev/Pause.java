package ticketing.dev;

import java.time.Duration;

/**
 * The wait before a program that died is started again: none at first, then doubling.
 *
 * @param length at most 5 s
 */
record Pause(Duration length) {
  static final Pause NONE = new Pause(Duration.ZERO);

  private static final Duration SHORTEST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration WELL = Duration.ofSeconds(30);

  /**
   * The next one.
   *
   * @param ready how long the program had been ready when it died
   */
  Pause after(Duration ready) {
    if (ready.compareTo(WELL) >= 0) {
      return NONE;
    }
    var doubled = length.isZero() ? SHORTEST : length.multipliedBy(2);
    return new Pause(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
  }
}
