package ticketing.gateway;

import org.jspecify.annotations.Nullable;

/**
 * That what is watched may have changed.
 *
 * @param version that it has at least; {@link #UNKNOWN} where nobody told
 * @param reads what was read since
 */
record News(int version, SharedReads reads) {

  static final int UNKNOWN = 0;

  /** Nobody told anything. */
  static News toLookAgain() {
    return new News(UNKNOWN, new SharedReads());
  }

  /** All that was told, at once. The later reads are as new as the earlier news. */
  News after(@Nullable News earlier) {
    if (earlier == null) {
      return this;
    }
    boolean unknown = version == UNKNOWN || earlier.version == UNKNOWN;
    return new News(unknown ? UNKNOWN : Math.max(version, earlier.version), reads);
  }
}
