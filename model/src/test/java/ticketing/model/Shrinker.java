package ticketing.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a story again with parts left out, as long as it ends in the same failure. */
final class Shrinker {

  // Of tellings: enough for any story but those that do not end.
  private static final int PATIENCE = 400;

  private int told;

  private Shrinker() {}

  static Trace shortest(Trace trace) {
    return new Shrinker().shorten(trace);
  }

  private Trace shorten(Trace trace) {
    Trace shortest = trace;
    boolean shorter = true;
    while (shorter) {
      Trace before = shortest;
      for (int part = shortest.freely(); part > 0; part /= 2) {
        shortest = without(shortest, part);
      }
      shorter = shortest.freely() < before.freely();
    }
    return shortest;
  }

  /** Leaves out so many actions at once, wherever that may be. */
  private Trace without(Trace trace, int part) {
    Trace shortest = trace;
    for (int from = shortest.freely() - part; from >= 0 && told < PATIENCE; from -= part) {
      told++;
      List<Action> fewer = new ArrayList<>(shortest.actions().subList(0, shortest.freely()));
      fewer.subList(from, Math.min(from + part, fewer.size())).clear();
      Trace again = replay(shortest.scope(), fewer);
      if (again != null
          && again.failure().promise().equals(trace.failure().promise())
          && again.freely() < shortest.freely()) {
        shortest = again;
        from = Math.min(from, shortest.freely());
      }
    }
    return shortest;
  }

  /** What happens when of these actions those do that can; null: nothing breaks. */
  static @Nullable Trace replay(Scope scope, List<Action> actions) {
    World world = Beginning.of(scope, null);
    List<Action> done = new ArrayList<>();
    for (Action action : actions) {
      if (action.equals(Actors.must(world)) || Actors.may(world).contains(action)) {
        done.add(action);
        Failure failure = Actors.take(world, action);
        if (failure != null) {
          return new Trace(scope, done, done.size(), failure);
        }
      }
    }
    int freely = done.size();
    Failure failure = Actors.settle(world, done::add);
    return failure == null ? null : new Trace(scope, done, freely, failure);
  }
}
