package ticketing.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Event;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.ExpirationDue;
import ticketing.contracts.events.OrderState;
import ticketing.expiration.ExpirationDecision;
import ticketing.orders.Order;
import ticketing.orders.OrdersDoors;

/** expiration-svc with NATS's schedules, and the sweep of orders-svc. */
final class Expiry implements Actor {

  record Schedules(int order) implements Action {

    @Override
    public void on(World world) {
      Event<?> created = world.told(Cells.ORDER_TOLD.get(order)).event(1);
      if (created.state() instanceof OrderState state
          && ExpirationDecision.schedules(state, world.nowElsewhere())) {
        world.set(Cells.SCHEDULE.get(order), state.expiresAt());
      }
    }

    @Override
    public String story(World before) {
      return "expiration-svc hears of " + Names.order(order) + " and schedules its due";
    }
  }

  /** Early, late, or again: orders-svc decides by its own row and clock. */
  record Due(int order) implements Action {

    @Override
    public void on(World world) {
      Instant at = world.now();
      var due = new ExpirationDue(Names.orderId(order), at);
      new OrdersDoors(world)
          .hear(new Event<>(Events.EXPIRATION_DUE, Names.orderId(order), Event.HINT, at, due));
    }

    @Override
    public int likelihood() {
      return 4;
    }

    @Override
    public String story(World before) {
      return "orders-svc hears that the time of " + Names.order(order) + " should be over";
    }
  }

  record Sweeps() implements Action {

    @Override
    public void on(World world) {
      new OrdersDoors(world).sweep();
    }

    @Override
    public String story(World before) {
      return "orders-svc sweeps overdue orders";
    }
  }

  @Override
  public void may(World world, List<Action> actions) {
    for (int i = 0; i < Cells.ORDERS; i++) {
      Order order = world.get(Cells.ORDER.get(i));
      if (order == null) {
        break;
      }
      boolean scheduled = world.has(Cells.SCHEDULE.get(i)) || !world.scope().relay();
      if (!scheduled && world.told(Cells.ORDER_TOLD.get(i)).isPublished(1)) {
        actions.add(new Schedules(i));
      }
      if (scheduled && OrdersDoors.isLive(order)) {
        actions.add(new Due(i));
      }
    }
    if (new OrdersDoors(world).hasOverdue()) {
      actions.add(new Sweeps());
    }
  }

  /** The sweep alone: NATS may have lost every schedule. */
  @Override
  public @Nullable Action must(World world) {
    return new OrdersDoors(world).hasOverdue() ? new Sweeps() : null;
  }
}
