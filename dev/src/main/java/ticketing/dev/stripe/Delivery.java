package ticketing.dev.stripe;

import java.util.List;

/**
 * An event on its way to the seller.
 *
 * @param event its id
 * @param at when to send it, in milliseconds since 1970
 * @param place among those of the same time
 * @param attempts how often that was tried
 * @param over whether it arrived, or was given up
 */
record Delivery(
    String id, long created, String event, long at, int place, int attempts, boolean over)
    implements Entity {

  /** How long to wait after each attempt, in seconds; together over 15 hours. */
  private static final List<Long> PAUSES =
      List.of(1L, 5L, 30L, 120L, 600L, 1_800L, 3_600L, 7_200L, 14_400L, 28_800L);

  static Delivery of(Event event, long at, int place) {
    return new Delivery(Ids.next("whd"), event.created(), event.id(), at, place, 0, false);
  }

  Delivery arrived() {
    return new Delivery(id, created, event, at, place, attempts + 1, true);
  }

  /** Tried at {@code now}, in milliseconds since 1970, in vain. */
  Delivery failed(long now) {
    boolean hopeless = attempts >= PAUSES.size();
    long next = hopeless ? at : now + 1000 * PAUSES.get(attempts);
    return new Delivery(id, created, event, next, place, attempts + 1, hopeless);
  }
}
