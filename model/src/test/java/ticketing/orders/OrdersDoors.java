package ticketing.orders;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.CancelReason;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.events.ExpirationDue;
import ticketing.contracts.events.TicketState;
import ticketing.contracts.orders.CreateOrderRequest;
import ticketing.model.Cells;
import ticketing.model.Names;
import ticketing.model.World;

/** The doors of orders-svc: each method is one transaction of its decisions on its tables. */
public final class OrdersDoors {

  private static final Duration LOCK = Duration.ofMinutes(15);

  private final World world;
  private final OrdersInMemory tables;

  public OrdersDoors(World world) {
    this.world = world;
    this.tables = new OrdersInMemory(world);
  }

  /** What a request to create an order sees; null if that refuses it. */
  public @Nullable Offer look(UUID buyer) {
    Optional<Offer> seen = tables.offer(Names.TICKET, buyer);
    try {
      OrderService.check(
          new Caller(buyer, buyer, "user"), new CreateOrderRequest(Names.TICKET, null, null), seen);
      return seen.orElseThrow();
    } catch (ProblemException refused) {
      return null;
    }
  }

  /** The rest of that transaction: others may have committed since. */
  public void take(UUID id, UUID buyer, Offer offer) {
    Change<Order> made = OrderService.take(id, buyer, offer, null, LOCK);
    if (tables.insert(made.row())) {
      tell(made.event());
    }
  }

  public void cancel(UUID id) {
    tables.lock(id).ifPresent(order -> apply(order.cancel(CancelReason.BY_BUYER, tables.now())));
  }

  public void hear(Event<?> event) {
    switch (event.state()) {
      case TicketState ticket -> TicketListener.decide(ticket, tables, tables).forEach(this::apply);
      case ChargeState charge -> {
        Order order = tables.lock(charge.orderId()).orElseThrow();
        tables.put(ChargeCopy.of(charge));
        apply(ChargeListener.decide(order, charge, tables, tables.now()));
      }
      case ExpirationDue due -> ExpirationListener.decide(due, tables).ifPresent(this::apply);
      default -> throw new IllegalArgumentException("not heard by orders-svc: " + event.type());
    }
  }

  public void sweep() {
    OrderSweep.decide(tables, Cells.ORDERS).forEach(this::apply);
  }

  public boolean hasOverdue() {
    return !tables.lockOverdue(1).isEmpty();
  }

  public static boolean isLive(Order order) {
    return order.status() != OrderStatus.CANCELLED;
  }

  /** Whether nothing can come of it any more. */
  public static boolean isOver(Order order) {
    return order.status() == OrderStatus.CANCELLED || order.status() == OrderStatus.COMPLETED;
  }

  /** Whether the copy is what the owner's row would give. */
  public static boolean isCopy(@Nullable TicketCopy copy, TicketState ticket) {
    return TicketCopy.of(ticket).equals(copy);
  }

  public static boolean isCopy(@Nullable ChargeCopy copy, ChargeState charge) {
    return ChargeCopy.of(charge).equals(copy);
  }

  private void apply(Decision<Order> decision) {
    switch (decision) {
      case Change<Order>(Order next, Event<?> told) -> {
        tables.store(next);
        tell(told);
      }
      case Refusal<Order> nothing -> {}
    }
  }

  private void tell(Event<?> told) {
    world.tell(Cells.ORDER_TOLD.get(Cells.number(told.aggregateId())), told);
  }
}
