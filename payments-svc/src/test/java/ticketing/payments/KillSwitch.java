package ticketing.payments;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a process does for purchases that stays when it dies, and kills it at such a point.
 * Until then it may hold other purchases at points of theirs, so that one death is theirs as well.
 */
final class KillSwitch {

  /** Of a commit or a call. */
  enum Side {
    /** It did not happen. */
    BEFORE,
    /** It happened, and the process does not know. */
    AFTER
  }

  /**
   * A point at which a process may die.
   *
   * @param what a commit, by the tables it writes; or a call, by its name
   * @param nth of the same
   */
  record Point(String what, int nth, Side side) {

    /** Whether all purchases wait while one is held there: what one thread does for all. */
    boolean isShared() {
      return SHARED.matcher(what).find();
    }

    /** Whether it is the relay's once more, which does the same whatever it published. */
    boolean isRelayAgain() {
      return what.contains("(acknowledged)") && nth > 1;
    }

    /** Whether leases are made longer, which happens every two seconds. */
    boolean isOfTime() {
      return what.contains("(held)");
    }

    @Override
    public String toString() {
      return side.name().toLowerCase(Locale.ROOT) + " " + what + " #" + nth;
    }
  }

  private static final Pattern STEP = Pattern.compile("charges ([A-Z_]+)");
  private static final Pattern SHARED = Pattern.compile("\\((acknowledged|due|held)\\)|heard");
  // The relay is behind the worker by as much as it happens to be.
  private static final Pattern ANY_TIME = Pattern.compile("\\((acknowledged|held)\\)");

  /** What is known of a purchase. */
  private static final class Watched {

    private final @Nullable Point target;
    private final Set<String> ids = new HashSet<>();
    private final List<Point> reached = new ArrayList<>();
    private final Map<Point, Integer> counts = new HashMap<>();
    private String step = "";
    private boolean isHeld;

    Watched(UUID orderId, Collection<String> others, @Nullable Point target) {
      this.target = target;
      ids.add(orderId.toString());
      ids.addAll(others);
    }

    Point reach(String what, Side side) {
      boolean plain = step.isEmpty() || ANY_TIME.matcher(what).find();
      String name = plain ? what : what + " after " + step;
      var point = new Point(name, counts.merge(new Point(name, 0, side), 1, Integer::sum), side);
      reached.add(point);
      var stored = STEP.matcher(what);
      if (side == Side.AFTER && stored.find()) {
        step = stored.group(1);
      }
      return point;
    }
  }

  private final Runnable kill;
  private final Map<UUID, Watched> purchases = new HashMap<>();
  private @Nullable Watched main;
  private CountDownLatch gone = new CountDownLatch(1);

  /** Kills and returns when the process is gone. */
  KillSwitch(Runnable kill) {
    this.kill = kill;
  }

  /** Forgets all purchases. */
  synchronized void clear() {
    purchases.clear();
    main = null;
    gone = new CountDownLatch(1);
  }

  /**
   * Holds a purchase when it is at this point.
   *
   * @param ids of what was made for it before
   */
  synchronized void hold(UUID orderId, Collection<String> ids, Point point) {
    purchases.put(orderId, new Watched(orderId, ids, point));
  }

  /**
   * Begins to count what is done for a purchase, or for all together.
   *
   * @param ids of what was made for it before
   * @param point where to kill; null: nowhere
   */
  synchronized void watch(UUID orderId, Collection<String> ids, @Nullable Point point) {
    main = new Watched(orderId, ids, point);
    purchases.put(orderId, main);
  }

  /** A purchase has these ids too, if it has one of them. */
  synchronized void learn(Collection<String> ids) {
    Watched purchase = find(ids);
    if (purchase != null) {
      purchase.ids.addAll(ids);
    }
  }

  private @Nullable Watched find(Collection<String> ids) {
    return purchases.values().stream()
        .filter(purchase -> ids.stream().anyMatch(purchase.ids::contains))
        .findFirst()
        .orElse(null);
  }

  /**
   * Something with these ids is about to be done, or is done; tells whether the process is dead.
   */
  boolean reach(Collection<String> ids, String what, Side side) {
    CountDownLatch held = hold(ids, what, side);
    if (held == null) {
      return false;
    }
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private synchronized @Nullable CountDownLatch hold(
      Collection<String> ids, String what, Side side) {
    // The worker's and the relay's own commits name nobody.
    Watched purchase = ids.isEmpty() ? main : find(ids);
    if (purchase == null || isDead() || !purchase.reach(what, side).equals(purchase.target)) {
      return null;
    }
    purchase.isHeld = true;
    if (purchase == main) {
      kill();
    }
    return gone;
  }

  /** Kills it wherever it is. */
  synchronized void kill() {
    kill.run();
    gone.countDown();
  }

  synchronized boolean isDead() {
    return gone.getCount() == 0;
  }

  /** Whether the purchase came to its point. */
  synchronized boolean isHeld(UUID orderId) {
    Watched purchase = purchases.get(orderId);
    return purchase != null && purchase.isHeld;
  }

  /** All points of the purchase that is watched. */
  synchronized List<Point> reached() {
    return main == null ? List.of() : List.copyOf(main.reached);
  }
}
