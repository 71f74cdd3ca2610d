package ticketing.model;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.OrderStatus;
import ticketing.orders.Order;
import ticketing.orders.OrdersDoors;

/** What holds in every state. */
final class Always {

  private Always() {}

  static @Nullable Failure broken(World before, World after) {
    Failure failure = liveOrders(after);
    if (failure == null) {
      failure = Money.brokenAlways(after);
    }
    return failure != null ? failure : backwards(before, after);
  }

  private static @Nullable Failure liveOrders(World world) {
    UUID holder = null;
    UUID holding = world.row(Cells.TICKET).orderId();
    for (Cell<Order> cell : Cells.ORDER) {
      Order order = world.get(cell);
      if (order == null || !OrdersDoors.isLive(order)) {
        continue;
      }
      if (holder != null) {
        return new Failure("at most one live order a ticket", "another lives beside " + cell);
      }
      holder = order.id();
      if (order.status() != OrderStatus.CREATED && !holder.equals(holding)) {
        return new Failure(
            "a fenced order has its ticket", cell + " is " + order.status() + " without");
      }
    }
    return null;
  }

  private static @Nullable Failure backwards(World before, World after) {
    for (Cell<?> cell : Cells.VERSIONED) {
      Object now = after.get(cell);
      Object then = before.get(cell);
      if (Versions.of(now) < Versions.of(then)) {
        return new Failure("no version goes backwards", cell.name());
      }
    }
    for (Hearing hearing : Hearing.ALL) {
      if (after.has(hearing.heard()) && hearing.heard(after).hasGivenUp()) {
        return new Failure("no event fails", hearing.toString());
      }
    }
    return null;
  }

  static List<Order> orders(World world) {
    return Cells.ORDER.stream().filter(world::has).map(world::row).toList();
  }
}
