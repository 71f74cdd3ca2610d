package ticketing.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ticketing.tickets.TicketsDoors;

/** The first world: a ticket was listed just now. */
final class Beginning {

  static final Instant TIME = Instant.parse("2026-11-24T10:00:00Z");

  private Beginning() {}

  static World of(Scope scope, @Nullable Identities identities) {
    World world = new World(scope, identities);
    world.set(Cells.NOW, TIME);
    world.set(Cells.BUDGET, scope.budget());
    new TicketsDoors(world).create(Names.TICKET, Names.SELLER, Seller.PRICE);
    if (scope.ordered()) {
      Hearing.ALL.getFirst().hear(world, List.of(1));
      new Buyers.Looks(0).on(world);
      new Buyers.Takes(0, 0).on(world);
      Hearing.ALL.stream()
          .filter(hearing -> hearing.told().equals(Cells.ORDER_TOLD.getFirst()))
          .filter(hearing -> hearing.service().equals("payments-svc"))
          .forEach(hearing -> hearing.hear(world, List.of(1)));
    }
    return world;
  }
}
