package ticketing.payments;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Decision.Change;
import ticketing.model.Cell;
import ticketing.model.Cells;
import ticketing.model.World;

/** The tables of payments-svc in memory, with the rules of their statements. */
final class PaymentsInMemory {

  private final World world;

  PaymentsInMemory(World world) {
    this.world = world;
  }

  @Nullable OrderCopy order(int number) {
    return world.get(Cells.ORDER_COPY.get(number));
  }

  void put(OrderCopy order) {
    var cell = Cells.ORDER_COPY.get(Cells.number(order.id()));
    OrderCopy before = world.get(cell);
    if (before == null || before.version() < order.version()) {
      world.set(cell, order);
    }
  }

  @Nullable Charge charge(int number) {
    return world.get(Cells.CHARGE.get(number));
  }

  void insert(Change<Charge> made) {
    world.set(cell(made.row().orderId()), made.row());
    tell(made);
  }

  /** Where version = :version - 1. */
  void store(Change<Charge> change) {
    Charge next = change.row();
    if (world.row(cell(next.orderId())).version() != next.version() - 1) {
      throw new IllegalStateException(next + " does not follow the row");
    }
    world.set(cell(next.orderId()), next);
    tell(change);
  }

  ChargeWork work(int number) {
    ChargeWork work = world.get(Cells.WORK.get(number));
    return work == null ? ChargeWork.NEW : work;
  }

  void put(int number, ChargeWork work) {
    world.set(Cells.WORK.get(number), work);
  }

  private void tell(Change<Charge> change) {
    world.tell(Cells.CHARGE_TOLD.get(Cells.number(change.row().orderId())), change.event());
  }

  private static Cell<Charge> cell(UUID orderId) {
    return Cells.CHARGE.get(Cells.number(orderId));
  }
}
