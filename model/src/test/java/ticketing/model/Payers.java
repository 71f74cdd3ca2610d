package ticketing.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ChargeStep;
import ticketing.payments.Charge;
import ticketing.payments.PaymentsDoors;

/** Buyers who pay, and the admin who gives back. */
final class Payers implements Actor {

  record Pays(int order, String card) implements Action {

    @Override
    public void on(World world) {
      world.spend(Deed.PAYMENT);
      new PaymentsDoors(world).pay(order, card);
    }

    @Override
    public int likelihood() {
      return 60;
    }

    @Override
    public String story(World before) {
      return "the buyer pays " + Names.order(order) + " with " + card;
    }
  }

  record GivesBack(int order) implements Action {

    @Override
    public void on(World world) {
      world.spend(Deed.REFUND);
      new PaymentsDoors(world).refund(order);
    }

    @Override
    public String story(World before) {
      return "an admin gives back what was paid for " + Names.order(order);
    }
  }

  @Override
  public void may(World world, List<Action> actions) {
    var payments = new PaymentsDoors(world);
    for (int i = 0; i < Cells.ORDERS && world.has(Cells.ORDER.get(i)); i++) {
      if (world.allows(Deed.PAYMENT) && payments.isPayable(i)) {
        for (String card : world.scope().cards()) {
          actions.add(new Pays(i, card));
        }
      }
      Charge charge = world.get(Cells.CHARGE.get(i));
      if (world.allows(Deed.REFUND) && charge != null && charge.step() == ChargeStep.COMPLETED) {
        actions.add(new GivesBack(i));
      }
    }
  }

  @Override
  public @Nullable Action must(World world) {
    return null;
  }
}
