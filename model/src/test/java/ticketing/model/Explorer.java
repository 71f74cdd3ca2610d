package ticketing.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes breadth-first through every world that can be reached, each once. From each it also lets
 * everything come to rest: what happens on the way there needs to be seen once a world only.
 */
final class Explorer {

  private final Scope scope;
  private final Identities identities = new Identities();
  private final Set<Long> seen = new HashSet<>();
  private final Set<Long> settled = new HashSet<>();
  private final Queue<World> ahead = new ArrayDeque<>();
  // How each world was come to: from which one, by which of the things that could happen there.
  private int[] parents = new int[1 << 16];
  private short[] choices = new short[1 << 16];
  private final int most;
  private int states;
  private long steps;

  Explorer(Scope scope) {
    this(scope, Integer.MAX_VALUE);
  }

  /** Gives up at so many states: a planted bug may make them endless. */
  Explorer(Scope scope, int most) {
    this.scope = scope;
    this.most = most;
  }

  int states() {
    return states;
  }

  long steps() {
    return steps;
  }

  /** The shortest way to a failure; null if there is none. */
  @Nullable Trace explore() {
    discover(Beginning.of(scope, identities), 0, 0);
    for (int current = 0; !ahead.isEmpty(); current++) {
      World world = ahead.remove();
      Trace trace = rest(world, current);
      if (trace != null || states > most) {
        return trace;
      }
      List<Action> actions = Actors.may(world);
      for (int i = 0; i < actions.size(); i++) {
        World next = world.copy();
        steps++;
        Failure failure = Actors.take(next, actions.get(i));
        if (failure != null) {
          List<Action> way = way(current);
          way.add(actions.get(i));
          return new Trace(scope, way, way.size(), failure);
        }
        discover(next, current, i);
      }
    }
    return null;
  }

  private void discover(World world, int parent, int choice) {
    if (!seen.add(world.fingerprint())) {
      return;
    }
    if (states == parents.length) {
      parents = Arrays.copyOf(parents, 2 * states);
      choices = Arrays.copyOf(choices, 2 * states);
    }
    parents[states] = parent;
    choices[states] = (short) choice;
    states++;
    ahead.add(world);
  }

  private @Nullable Trace rest(World from, int number) {
    World world = from.copy();
    List<Action> actions = new ArrayList<>();
    Set<Long> passed = new HashSet<>();
    Failure failure = null;
    while (failure == null && settled.add(world.fingerprint())) {
      passed.add(world.fingerprint());
      Action action = Actors.must(world);
      if (action == null) {
        failure = AtRest.broken(world);
      } else {
        steps++;
        actions.add(action);
        failure = Actors.settleBy(world, action);
        if (failure == null && isEndless(world, passed, actions)) {
          failure = new Failure("it comes to rest", "the same comes again and again");
        }
      }
    }
    if (failure == null) {
      return null;
    }
    List<Action> way = way(number);
    int freely = way.size();
    way.addAll(actions);
    return new Trace(scope, way, freely, failure);
  }

  private static boolean isEndless(World world, Set<Long> passed, List<Action> actions) {
    return passed.contains(world.fingerprint()) || actions.size() > Actors.ENDLESS;
  }

  private List<Action> way(int number) {
    List<Integer> path = new ArrayList<>();
    for (int state = number; state != 0; state = parents[state]) {
      path.add((int) choices[state]);
    }
    World world = Beginning.of(scope, null);
    List<Action> way = new ArrayList<>();
    for (int choice : path.reversed()) {
      Action action = Actors.may(world).get(choice);
      action.on(world);
      way.add(action);
    }
    return way;
  }
}
