package ticketing.tickets;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.events.OrderState;
import ticketing.model.Cells;
import ticketing.model.World;

/** The doors of tickets-svc: each method is one transaction of its decisions on its table. */
public final class TicketsDoors {

  private final World world;

  public TicketsDoors(World world) {
    this.world = world;
  }

  public void create(UUID id, UUID seller, Money price) {
    Change<Ticket> made = Ticket.create(id, seller, "Opera", price, now());
    world.set(Cells.TICKET, made.row());
    world.tell(Cells.TICKET_TOLD, made.event());
  }

  public void edit(Money price) {
    apply(lock().edit(null, price, null, now()));
  }

  public void withdraw() {
    apply(lock().withdraw(now()));
  }

  public void hear(Event<?> event) {
    if (event.state() instanceof OrderState order) {
      apply(lock().hear(order, now()));
    }
  }

  public static boolean isFree(Ticket ticket) {
    return ticket.status() == TicketStatus.AVAILABLE;
  }

  /** Whether it stands as its orders say: sold to this one, or held by none. */
  public static boolean isAsSaid(Ticket ticket, @Nullable UUID soldTo) {
    boolean sold = ticket.status() == TicketStatus.SOLD;
    boolean held = ticket.status() == TicketStatus.LOCKED;
    return soldTo == null ? !sold && !held : sold && soldTo.equals(ticket.orderId());
  }

  private Ticket lock() {
    return world.row(Cells.TICKET);
  }

  private Instant now() {
    return world.nowElsewhere();
  }

  private void apply(Decision<Ticket> decision) {
    switch (decision) {
      case Change<Ticket>(Ticket next, Event<?> told) -> {
        world.set(Cells.TICKET, next);
        world.tell(Cells.TICKET_TOLD, told);
      }
      case Refusal<Ticket> nothing -> {}
    }
  }
}
