package ticketing.orders;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.OrderStatus;
import ticketing.model.Cells;
import ticketing.model.World;

/** The tables of orders-svc in memory, with the rules that its migrations give them. */
final class OrdersInMemory implements OrderDao, CopyDao {

  private static final Duration OVERDUE = Duration.ofSeconds(5);

  private final World world;

  OrdersInMemory(World world) {
    this.world = world;
  }

  @Override
  public Instant now() {
    return world.now();
  }

  @Override
  public boolean lockBuyer(UUID buyerId) {
    throw notAsked();
  }

  @Override
  public Optional<Offer> offer(UUID ticketId, UUID buyerId) {
    return ticket(ticketId)
        .map(copy -> {
          Order holder = all().stream().filter(OrdersInMemory::holds).findFirst().orElse(null);
          return new Offer(
              copy,
              holder == null ? null : holder.id(),
              holder == null ? null : holder.buyerId(),
              holder == null ? null : holder.status(),
              all().stream().mapToInt(Order::lockNo).max().orElse(0),
              0,
              null,
              now());
        });
  }

  /** Index one_order_a_ticket, and unique (ticket_id, lock_no). */
  @Override
  public boolean insert(Order order) {
    for (Order other : all()) {
      if (holds(other) || other.lockNo() == order.lockNo()) {
        return false;
      }
    }
    world.set(Cells.ORDER.get(Cells.number(order.id())), order);
    return true;
  }

  @Override
  public boolean update(Order order) {
    Order before = world.row(Cells.ORDER.get(Cells.number(order.id())));
    if (before.version() != order.version() - 1) {
      return false;
    }
    world.set(Cells.ORDER.get(Cells.number(order.id())), order);
    return true;
  }

  @Override
  public List<UUID> lockAll(Collection<UUID> ids) {
    throw notAsked();
  }

  @Override
  public Optional<Order> lock(UUID id) {
    return Optional.ofNullable(world.get(Cells.ORDER.get(Cells.number(id))));
  }

  @Override
  public List<Order> lockOverdue(int limit) {
    return all().stream()
        .filter(order -> order.status() == OrderStatus.CREATED)
        .filter(order -> order.expiresAt().isBefore(now().minus(OVERDUE)))
        .toList();
  }

  @Override
  public void put(TicketCopy ticket) {
    TicketCopy before = world.get(Cells.TICKET_COPY);
    if (before == null || before.version() < ticket.version()) {
      world.set(Cells.TICKET_COPY, ticket);
    }
  }

  @Override
  public Optional<TicketCopy> ticket(UUID id) {
    return Optional.ofNullable(world.get(Cells.TICKET_COPY));
  }

  @Override
  public void put(ChargeCopy charge) {
    var cell = Cells.CHARGE_COPY.get(Cells.number(charge.orderId()));
    ChargeCopy before = world.get(cell);
    if (before == null || before.version() < charge.version()) {
      world.set(cell, charge);
    }
  }

  @Override
  public Optional<ChargeCopy> charge(UUID orderId) {
    return Optional.ofNullable(world.get(Cells.CHARGE_COPY.get(Cells.number(orderId))));
  }

  static boolean holds(Order order) {
    return order.status() != OrderStatus.CANCELLED;
  }

  private List<Order> all() {
    List<Order> orders = new ArrayList<>(Cells.ORDERS);
    for (var cell : Cells.ORDER) {
      Order order = world.get(cell);
      if (order != null) {
        orders.add(order);
      }
    }
    return orders;
  }

  @Override
  public Optional<Order> byKey(UUID buyerId, String key) {
    return all().stream()
        .filter(order -> order.buyerId().equals(buyerId))
        .filter(order -> Objects.equals(order.idempotencyKey(), key))
        .findFirst();
  }

  @Override
  public void forgetOldKey(UUID buyerId, String key) {
    throw notAsked();
  }

  @Override
  public int forgetOldKeys(int limit) {
    throw notAsked();
  }

  @Override
  public List<Order> byIds(UUID buyerId, Collection<UUID> ids) {
    throw notAsked();
  }

  @Override
  public List<Order> byTickets(UUID buyerId, Collection<UUID> ticketIds) {
    throw notAsked();
  }

  @Override
  public List<Order> history(
      UUID buyerId, @Nullable OrderStatus status, @Nullable UUID after, int limit) {
    throw notAsked();
  }

  @Override
  public Optional<Order> byId(UUID id) {
    throw notAsked();
  }

  @Override
  public List<Order> find(
      Collection<UUID> ids,
      @Nullable UUID buyerId,
      @Nullable UUID ticketId,
      @Nullable OrderStatus status,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable UUID after,
      int limit) {
    throw notAsked();
  }

  private static UnsupportedOperationException notAsked() {
    return new UnsupportedOperationException("what is only shown decides nothing");
  }
}
