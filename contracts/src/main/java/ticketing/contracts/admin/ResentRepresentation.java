package ticketing.contracts.admin;

import org.jspecify.annotations.Nullable;

/**
 * What will be published again.
 *
 * @param events how many; without those that were pending anyway
 * @param nextPosition where to go on, as one request takes {@link #MOST}; null at the log's end
 */
public record ResentRepresentation(int events, @Nullable Long nextPosition) {

  /** The most events that one request puts back. */
  public static final int MOST = 10_000;
}
