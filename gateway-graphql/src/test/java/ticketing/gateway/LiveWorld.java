package ticketing.gateway;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.OtherServices;
import ticketing.contracts.Batch;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.TicketState;
import ticketing.contracts.tickets.TicketRepresentation;
import ticketing.dev.LocalNats;

/** Services whose rows change, and who tell of it. */
final class LiveWorld {

  private final OtherServices others = OtherServices.at(LocalNats.shared());
  private final Map<UUID, TicketState> tickets = new ConcurrentHashMap<>();

  LiveWorld(World world) {
    world.tickets.answers(this::tickets);
  }

  /** A new ticket, of which nobody told yet. */
  UUID ticket() {
    var id = UUID.randomUUID();
    tickets.put(
        id,
        new TicketState(
            id,
            World.id(1),
            "Tosca",
            new Money(5000, "usd"),
            TicketStatus.AVAILABLE,
            null,
            0,
            null,
            null,
            1,
            World.NOON,
            World.NOON));
    return id;
  }

  /** Changes it, and tells of it. */
  void change(UUID ticket, String title) {
    others.tell(event(changeSilently(ticket, title)));
  }

  TicketState changeSilently(UUID ticket, String title) {
    return tickets.computeIfPresent(
        ticket,
        (_, now) ->
            new TicketState(
                now.id(),
                now.sellerId(),
                title,
                now.price(),
                now.status(),
                now.orderId(),
                now.lockNo(),
                now.lockedUntil(),
                now.refusal(),
                now.version() + 1,
                now.createdAt(),
                now.updatedAt()));
  }

  void tell(TicketState ticket) {
    others.tell(event(ticket));
  }

  private static Event<?> event(TicketState ticket) {
    return new Event<>(
        Events.TICKET_UPDATED, ticket.id(), ticket.version(), ticket.updatedAt(), ticket);
  }

  private Reply tickets(StubService.Call call) {
    return Reply.ok(
        new Batch<>(
            call.all("ids").stream()
                .map(UUID::fromString)
                .filter(tickets::containsKey)
                .map(tickets::get)
                .map(LiveWorld::representation)
                .toList()));
  }

  private static TicketRepresentation representation(TicketState ticket) {
    return new TicketRepresentation(
        ticket.id(),
        ticket.title(),
        ticket.price(),
        ticket.status(),
        ticket.lockedUntil(),
        ticket.sellerId(),
        ticket.version(),
        ticket.createdAt(),
        ticket.updatedAt());
  }
}
