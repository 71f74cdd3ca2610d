package ticketing.model;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.HeardRow;
import ticketing.orders.OrdersDoors;
import ticketing.payments.PaymentsDoors;
import ticketing.tickets.TicketsDoors;

/**
 * A service that hears of a row of another's, durably and in transactions.
 *
 * @param id the row's
 * @param told what there is to hear
 * @param heard the hearing service's row in {@code heard}, with what it parked
 * @param listener what it does about an event
 */
record Hearing(
    int number,
    String service,
    String row,
    UUID id,
    Cell<Told> told,
    Cell<HeardRow> heard,
    BiConsumer<World, Event<?>> listener) {

  static final List<Hearing> ALL = all();

  /** A transaction in which these versions come; NATS may send any of them again. */
  void hear(World world, List<Integer> versions) {
    HeardRow before = heard(world);
    Told events = world.told(told);
    HeardRow after = before.hear(id, versions, events::event, event -> apply(world, event));
    store(world, before, after);
  }

  /** A transaction after what is parked has waited long enough. */
  void retryDue(World world) {
    HeardRow before = heard(world);
    Told events = world.told(told);
    store(world, before, before.wait(id, events::event, event -> apply(world, event)));
  }

  HeardRow heard(World world) {
    HeardRow row = world.get(heard);
    return row == null ? HeardRow.NOTHING : row;
  }

  private void store(World world, HeardRow before, HeardRow after) {
    if (after.equals(before)) {
      return;
    }
    world.set(heard, after);
    if (!world.scope().relay()) {
      int heardByAll =
          ALL.stream()
              .filter(hearing -> hearing.told.equals(told))
              .mapToInt(hearing -> hearing.heard(world).version())
              .min()
              .orElseThrow();
      world.set(told, world.told(told).forget(heardByAll));
    }
  }

  /** Under a savepoint: what a failing listener wrote is taken back. */
  private void apply(World world, Event<?> event) {
    World savepoint = world.copy();
    try {
      listener.accept(world, event);
    } catch (IllegalStateException failure) {
      world.returnTo(savepoint);
      throw failure;
    }
  }

  private static List<Hearing> all() {
    List<Hearing> all = new ArrayList<>();
    all.add(
        new Hearing(
            0,
            "orders-svc",
            "the ticket",
            Names.TICKET,
            Cells.TICKET_TOLD,
            Cells.ORDERS_HEARD_TICKET,
            (world, event) -> new OrdersDoors(world).hear(event)));
    for (int i = 0; i < Cells.ORDERS; i++) {
      all.add(
          new Hearing(
              all.size(),
              "orders-svc",
              Names.charge(i),
              Names.chargeId(i),
              Cells.CHARGE_TOLD.get(i),
              Cells.ORDERS_HEARD_CHARGE.get(i),
              (world, event) -> new OrdersDoors(world).hear(event)));
      all.add(
          new Hearing(
              all.size(),
              "tickets-svc",
              Names.order(i),
              Names.orderId(i),
              Cells.ORDER_TOLD.get(i),
              Cells.TICKETS_HEARD.get(i),
              (world, event) -> new TicketsDoors(world).hear(event)));
      all.add(
          new Hearing(
              all.size(),
              "payments-svc",
              Names.order(i),
              Names.orderId(i),
              Cells.ORDER_TOLD.get(i),
              Cells.PAYMENTS_HEARD.get(i),
              (world, event) -> new PaymentsDoors(world).hear(event)));
    }
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return service + " of " + row;
  }
}
