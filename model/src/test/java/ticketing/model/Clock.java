package ticketing.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.OrderStatus;
import ticketing.orders.Order;
import ticketing.payments.Charge;
import ticketing.payments.PaymentsDoors;

/** Time, which jumps to the next moment at which somebody may decide otherwise. */
final class Clock implements Actor {

  private static final Duration SWEPT = Duration.ofMillis(5_001);

  record Passes(Instant to) implements Action {

    /** No request is open for so long. */
    @Override
    public void on(World world) {
      world.set(Cells.NOW, to);
      Cells.OFFER.forEach(offer -> {
        if (world.has(offer)) {
          world.set(offer, null);
        }
      });
    }

    @Override
    public int likelihood() {
      return 1;
    }

    @Override
    public String story(World before) {
      return "time passes until " + to;
    }
  }

  @Override
  public void may(World world, List<Action> actions) {
    Action passes = passes(decisive(world).higher(world.now()));
    if (passes != null) {
      actions.add(passes);
    }
  }

  @Override
  public @Nullable Action must(World world) {
    TreeSet<Instant> moments = decisive(world);
    Instant next = moments.higher(world.now());
    return passes(next == null ? looks(world).higher(world.now()) : next);
  }

  /** When somebody looks by himself, in case he has missed something. */
  private static TreeSet<Instant> looks(World world) {
    TreeSet<Instant> moments = new TreeSet<>();
    for (int i = 0; i < Cells.ORDERS; i++) {
      Order order = world.get(Cells.ORDER.get(i));
      Charge charge = world.get(Cells.CHARGE.get(i));
      Instant look =
          charge != null && PaymentsDoors.isUnderWay(charge)
              ? new PaymentsDoors(world).nextLook(i)
              : null;
      if (order != null && order.status() == OrderStatus.CREATED) {
        moments.add(order.expiresAt().plus(SWEPT));
      }
      if (look != null) {
        moments.add(look.minus(world.scope().skew()));
      }
    }
    return moments;
  }

  private static @Nullable Action passes(@Nullable Instant next) {
    return next == null ? null : new Passes(next);
  }

  private static TreeSet<Instant> decisive(World world) {
    TreeSet<Instant> moments = new TreeSet<>();
    for (int i = 0; i < Cells.ORDERS; i++) {
      Order order = world.get(Cells.ORDER.get(i));
      if (order == null) {
        break;
      }
      if (order.status() == OrderStatus.CREATED) {
        moments.add(order.expiresAt());
        if (world.scope().relay()) {
          moments.add(order.expiresAt().plus(SWEPT));
        }
      }
      for (Instant moment : new PaymentsDoors(world).moments(i)) {
        moments.add(moment.minus(world.scope().skew()));
      }
    }
    return moments;
  }
}
