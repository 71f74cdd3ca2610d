package ticketing.gateway;

import org.jspecify.annotations.Nullable;
import ticketing.chassis.observe.Trace;

/**
 * That what is watched may have changed.
 *
 * @param version that it has at least; {@link #UNKNOWN} where nobody told
 * @param reads what was read since
 * @param trace of what changed it
 */
record News(int version, SharedReads reads, Trace trace) {

  static final int UNKNOWN = 0;

  /** Nobody told anything. */
  static News toLookAgain() {
    return new News(UNKNOWN, new SharedReads(), Trace.begun());
  }

  /** Who subscribes looks for the first time. */
  static News toLook() {
    return new News(UNKNOWN, new SharedReads(), Trace.current());
  }

  /** All that was told, at once. The later reads are as new as the earlier news. */
  News after(@Nullable News earlier) {
    if (earlier == null) {
      return this;
    }
    boolean unknown = version == UNKNOWN || earlier.version == UNKNOWN;
    return new News(unknown ? UNKNOWN : Math.max(version, earlier.version), reads, trace);
  }
}
