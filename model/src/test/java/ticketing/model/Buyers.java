package ticketing.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.OrderStatus;
import ticketing.orders.Offer;
import ticketing.orders.Order;
import ticketing.orders.OrdersDoors;

/** Buyers, who want the ticket, and change their minds. */
final class Buyers implements Actor {

  /** The look is apart from the insert: between the two, others commit. */
  record Looks(int buyer) implements Action {

    @Override
    public void on(World world) {
      world.set(Cells.OFFER.get(buyer), new OrdersDoors(world).look(Names.buyerId(buyer)));
    }

    @Override
    public String story(World before) {
      return Names.buyer(buyer) + "'s createOrder looks at the ticket";
    }
  }

  record Takes(int buyer, int order) implements Action {

    @Override
    public void on(World world) {
      Offer offer = world.row(Cells.OFFER.get(buyer));
      world.set(Cells.OFFER.get(buyer), null);
      new OrdersDoors(world).take(Names.orderId(order), Names.buyerId(buyer), offer);
    }

    @Override
    public String story(World before) {
      return Names.buyer(buyer) + "'s createOrder inserts " + Names.order(order);
    }
  }

  record Cancels(int order) implements Action {

    @Override
    public void on(World world) {
      world.spend(Deed.CANCELLATION);
      new OrdersDoors(world).cancel(Names.orderId(order));
    }

    @Override
    public int likelihood() {
      return 2;
    }

    @Override
    public String story(World before) {
      return "the buyer cancels " + Names.order(order);
    }
  }

  @Override
  public void may(World world, List<Action> actions) {
    int next = ordersMade(world);
    boolean free = true;
    for (int i = 0; i < next; i++) {
      Order order = world.row(Cells.ORDER.get(i));
      free &= !OrdersDoors.isLive(order);
      if (order.status() == OrderStatus.CREATED && world.allows(Deed.CANCELLATION)) {
        actions.add(new Cancels(i));
      }
    }
    for (int buyer = 0; buyer < world.scope().buyers(); buyer++) {
      if (next < world.scope().orders() && world.has(Cells.OFFER.get(buyer))) {
        actions.add(new Takes(buyer, next));
      } else if (next < world.scope().orders() && free && world.has(Cells.TICKET_COPY)) {
        actions.add(new Looks(buyer));
        if (next == 0 && !world.has(Cells.OFFER.getFirst())) {
          // Buyers are alike: let the first be the first.
          break;
        }
      }
    }
  }

  @Override
  public @Nullable Action must(World world) {
    return null;
  }

  static int ordersMade(World world) {
    int made = 0;
    while (made < Cells.ORDERS && world.has(Cells.ORDER.get(made))) {
      made++;
    }
    return made;
  }
}
