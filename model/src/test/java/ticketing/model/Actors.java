package ticketing.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everybody together: what may happen next, and how it all comes to rest. */
final class Actors {

  // Far more than it ever takes.
  static final int ENDLESS = 1_000;

  private static final List<Actor> ALL =
      List.of(
          new Buyers(),
          new Seller(),
          new Nats(),
          new Payers(),
          new Payments(),
          new StripeItself(),
          new Expiry(),
          new Clock());

  static final int COUNT = ALL.size();

  private Actors() {}

  /** Everything that can happen next. */
  static List<Action> may(World world) {
    List<Action> actions = new ArrayList<>();
    for (Actor actor : ALL) {
      actor.may(world, actions);
    }
    return actions;
  }

  /** What has to happen next of one of them, also when others have something to do. */
  static @Nullable Action mustOfAny(World world, int actor) {
    return ALL.get(actor).must(world);
  }

  /** What happens next when no more faults come and time passes last; null at rest. */
  static @Nullable Action must(World world) {
    for (Actor actor : ALL) {
      Action action = actor.must(world);
      if (action != null) {
        return action;
      }
    }
    return null;
  }

  /**
   * Lets everything be delivered and time pass, without more faults, until nothing is left to do.
   *
   * @param step sees each action before it happens, and what broke after it
   */
  static @Nullable Failure settle(World world, Consumer<Action> step) {
    for (int i = 0; i < ENDLESS; i++) {
      Action action = must(world);
      if (action == null) {
        return AtRest.broken(world);
      }
      step.accept(action);
      Failure failure = settleBy(world, action);
      if (failure != null) {
        return failure;
      }
    }
    return new Failure("it comes to rest", "after " + ENDLESS + " steps it has not");
  }

  /** Lets the action happen that has to, and tells what it broke. */
  static @Nullable Failure settleBy(World world, Action action) {
    Failure idle = action instanceof Clock.Passes ? Money.brokenByWaiting(world) : null;
    return idle != null ? idle : take(world, action);
  }

  /** Lets the action happen, and tells what it broke. */
  static @Nullable Failure take(World world, Action action) {
    World before = world.copy();
    action.on(world);
    return Always.broken(before, world);
  }
}
