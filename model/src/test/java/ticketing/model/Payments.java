package ticketing.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ChargeStep;
import ticketing.model.SimulatedStripe.Fate;
import ticketing.payments.PaymentsDoors;
import ticketing.payments.Visits;
import ticketing.payments.stripe.StripeCall;

/** The instances of payments-svc, who visit charges and ask Stripe; they crash and stall. */
final class Payments implements Actor {

  // A visit that is late, and the one that came after its lease.
  private static final int AT_ONCE = 2;

  record Begins(int order) implements Action {

    @Override
    public void on(World world) {
      new Visits(world, order).begin();
    }

    @Override
    public String story(World before) {
      return "payments-svc leases " + Names.charge(order);
    }
  }

  record Steps(int order, int slot) implements Action {

    @Override
    public void on(World world) {
      new Visits(world, order).step(slot);
    }

    @Override
    public String story(World before) {
      return "payments-svc, at "
          + Names.charge(order)
          + late(slot)
          + ", "
          + new Visits(before, order).words(slot);
    }
  }

  record Asks(int order, int slot, Fate fate) implements Action {

    @Override
    public void on(World world) {
      if (fate.isFault()) {
        world.spend(Deed.FAULT_OF_STRIPE);
      }
      var visits = new Visits(world, order);
      StripeCall asked = requireNonNull(visits.call(slot));
      visits.answer(slot, new SimulatedStripe(world, order).ask(asked, fate));
    }

    @Override
    public String story(World before) {
      return "payments-svc, at "
          + Names.charge(order)
          + late(slot)
          + ", asks Stripe to "
          + requireNonNull(new Visits(before, order).call(slot)).getClass().getSimpleName()
          + ": "
          + fate.words();
    }
  }

  /** What its instances remember is gone; leases go on until they run out. */
  record Crashes() implements Action {

    @Override
    public void on(World world) {
      world.spend(Deed.CRASH_OF_PAYMENTS);
      for (int i = 0; i < Cells.ORDERS; i++) {
        if (world.has(Cells.VISITS.get(i))) {
          new Visits(world, i).forgetAll();
        }
      }
    }

    @Override
    public int likelihood() {
      return 3;
    }

    @Override
    public String story(World before) {
      return "payments-svc crashes";
    }
  }

  record LeaseEnds(int order, boolean stalled) implements Action {

    @Override
    public void on(World world) {
      if (stalled) {
        world.spend(Deed.STALL_OF_PAYMENTS);
      }
      new Visits(world, order).endLease();
    }

    @Override
    public int likelihood() {
      return 4;
    }

    @Override
    public String story(World before) {
      return "the lease of "
          + Names.charge(order)
          + " runs out"
          + (stalled ? ", as its holder is slow" : "");
    }
  }

  /** Webhooks, signed anew and late, and polls come at any time. */
  record Hint(int order) implements Action {

    @Override
    public void on(World world) {
      new PaymentsDoors(world).lookNow(order);
    }

    @Override
    public int likelihood() {
      return 3;
    }

    @Override
    public String story(World before) {
      return "a webhook has " + Names.charge(order) + " looked at";
    }
  }

  @Override
  public void may(World world, List<Action> actions) {
    boolean anybodyThere = false;
    for (int i = 0; i < Cells.ORDERS; i++) {
      if (!world.has(Cells.CHARGE.get(i))) {
        continue;
      }
      var visits = new Visits(world, i);
      for (int slot = 0; slot < visits.all().size(); slot++) {
        anybodyThere = true;
        step(world, visits, i, slot, actions);
      }
      if (visits.isDue() && visits.all().size() < AT_ONCE) {
        actions.add(new Begins(i));
      }
      if (visits.isLeasedByNobody()) {
        actions.add(new LeaseEnds(i, false));
      } else if (visits.isLeased() && world.allows(Deed.STALL_OF_PAYMENTS)) {
        actions.add(new LeaseEnds(i, true));
      }
      if (world.scope().relay() || visits.isBehind()) {
        actions.add(new Hint(i));
      }
    }
    if (anybodyThere && world.allows(Deed.CRASH_OF_PAYMENTS)) {
      actions.add(new Crashes());
    }
  }

  private static void step(World world, Visits visits, int order, int slot, List<Action> actions) {
    StripeCall call = visits.call(slot);
    if (call == null) {
      actions.add(new Steps(order, slot));
      return;
    }
    for (Fate fate : Fate.values()) {
      if (!fate.isFault() || world.allows(Deed.FAULT_OF_STRIPE)) {
        actions.add(new Asks(order, slot, fate));
      }
    }
  }

  @Override
  public @Nullable Action must(World world) {
    for (int i = 0; i < Cells.ORDERS; i++) {
      if (!world.has(Cells.CHARGE.get(i))) {
        continue;
      }
      var visits = new Visits(world, i);
      if (!visits.all().isEmpty()) {
        StripeCall call = visits.call(0);
        return call == null ? new Steps(i, 0) : new Asks(i, 0, Fate.ANSWERED);
      }
      if (visits.isDue()) {
        return new Begins(i);
      }
      if (visits.isLeasedByNobody()) {
        return new LeaseEnds(i, false);
      }
      // What was done by hand to a charge that is over, only a webhook tells; Stripe repeats it.
      if (world.row(Cells.CHARGE.get(i)).step() == ChargeStep.COMPLETED && visits.isBehind()) {
        return new Hint(i);
      }
    }
    return null;
  }

  private static String late(int slot) {
    return slot == 0 ? "" : " for the second time";
  }
}
