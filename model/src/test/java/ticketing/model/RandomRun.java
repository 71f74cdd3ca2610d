package ticketing.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One long story, made up by chance: the same for the same seed. */
final class RandomRun {

  private static final int LONGEST = 400;

  private final SplittableRandom random;
  private final Scope scope;
  private final List<Action> actions = new ArrayList<>();
  private final World world;

  RandomRun(long seed) {
    this.random = new SplittableRandom(seed);
    this.scope = scope();
    this.world = Beginning.of(scope, null);
  }

  /** As it is now. */
  World world() {
    return world;
  }

  int steps() {
    return actions.size();
  }

  /** What was broken, and how it came to it; null: nothing. */
  @Nullable Trace run() {
    int length = random.nextInt(LONGEST / 8, LONGEST);
    // How often what has to happen does, and does not wait for all else.
    int calm = random.nextInt(20, 95);
    int timely = random.nextInt(8);
    for (int i = 0; i < length; i++) {
      Action action = next(calm, timely);
      if (action == null) {
        break;
      }
      actions.add(action);
      Failure failure = Actors.take(world, action);
      if (failure != null) {
        return new Trace(scope, List.copyOf(actions), actions.size(), failure);
      }
    }
    int freely = actions.size();
    Failure failure = Actors.settle(world, actions::add);
    return failure == null ? null : new Trace(scope, List.copyOf(actions), freely, failure);
  }

  private @Nullable Action next(int calm, int timely) {
    if (random.nextInt(100) < calm) {
      Action action = Actors.mustOfAny(world, random.nextInt(Actors.COUNT));
      if (action != null && (!(action instanceof Clock.Passes) || random.nextInt(100) < timely)) {
        return action;
      }
    }
    List<Action> all = Actors.may(world);
    int chance = all.stream().mapToInt(Action::likelihood).sum();
    int left = chance == 0 ? 0 : random.nextInt(chance);
    for (Action action : all) {
      left -= action.likelihood();
      if (left < 0) {
        return action;
      }
    }
    return null;
  }

  private Scope scope() {
    Budget budget =
        Budget.NONE
            .with(Deed.EDIT, random.nextInt(4))
            .with(Deed.WITHDRAWAL, random.nextInt(8) == 0 ? 1 : 0)
            .with(Deed.CANCELLATION, random.nextInt(4))
            .with(Deed.PAYMENT, 2 + random.nextInt(8))
            .with(Deed.LOSS_BY_NATS, random.nextInt(3))
            .with(Deed.CRASH_OF_PAYMENTS, random.nextInt(4))
            .with(Deed.STALL_OF_PAYMENTS, random.nextInt(4))
            .with(Deed.FAULT_OF_STRIPE, random.nextInt(6))
            .with(Deed.DASHBOARD, random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0)
            .with(Deed.REFUND, random.nextInt(3) == 0 ? 1 : 0);
    int orders = 1 + random.nextInt(Cells.ORDERS);
    int buyers = 1 + random.nextInt(Cells.BUYERS);
    var skew = Duration.ofSeconds(30L * random.nextInt(-3, 4));
    List<String> cards =
        random.nextBoolean() ? List.of(SimulatedStripe.GOOD) : SimulatedStripe.CARDS;
    return new Scope(orders, buyers, false, true, skew, cards, budget);
  }
}
