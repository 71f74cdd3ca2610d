package ticketing.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Money;
import ticketing.tickets.TicketsDoors;

/** The seller, who edits the price or withdraws the ticket. */
final class Seller implements Actor {

  static final Money PRICE = new Money(2_000, "usd");

  record Edits(int amount) implements Action {

    @Override
    public void on(World world) {
      world.spend(Deed.EDIT);
      new TicketsDoors(world).edit(new Money(amount, PRICE.currency()));
    }

    @Override
    public int likelihood() {
      return 4;
    }

    @Override
    public String story(World before) {
      return "the seller asks for " + amount + " instead";
    }
  }

  record Withdraws() implements Action {

    @Override
    public void on(World world) {
      world.spend(Deed.WITHDRAWAL);
      new TicketsDoors(world).withdraw();
    }

    @Override
    public int likelihood() {
      return 1;
    }

    @Override
    public String story(World before) {
      return "the seller withdraws the ticket";
    }
  }

  @Override
  public void may(World world, List<Action> actions) {
    if (!TicketsDoors.isFree(world.row(Cells.TICKET))) {
      return;
    }
    if (world.allows(Deed.EDIT)) {
      actions.add(new Edits(world.row(Cells.TICKET).amount() + 100));
    }
    if (world.allows(Deed.WITHDRAWAL)) {
      actions.add(new Withdraws());
    }
  }

  @Override
  public @Nullable Action must(World world) {
    return null;
  }
}
