package ticketing.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.OrderStatus;
import ticketing.model.StripeAccount.Made;
import ticketing.orders.Order;
import ticketing.payments.Charge;
import ticketing.payments.PaymentsDoors;
import ticketing.payments.stripe.Answer.Intent.Status;
import ticketing.payments.stripe.Answer.Refund;

/** What holds of the money, as Stripe has it. */
final class Money {

  private Money() {}

  static @Nullable Failure brokenAlways(World world) {
    for (int i = 0; i < Cells.ORDERS; i++) {
      StripeAccount account = SimulatedStripe.accountOf(world, i);
      Charge charge = world.get(Cells.CHARGE.get(i));
      if (charge == null) {
        continue;
      }
      List<Made> intents = account == null ? List.of() : account.intents();
      Order order = world.row(Cells.ORDER.get(i));
      for (Made intent : intents) {
        if (intent.isTaken() && !isGood(order, intent)) {
          return new Failure(
              "money is taken for a fenced or completed order only",
              intent + " for " + Names.order(i) + ", which is " + order.status());
        }
      }
      if (charge.step() == ChargeStep.FAILED && !isLetGo(charge, intents)) {
        return new Failure(
            "a charge fails only when its intent is canceled, or none was recorded",
            Names.charge(i) + ": " + account);
      }
    }
    return null;
  }

  private static boolean isGood(Order order, Made intent) {
    return order.status() == OrderStatus.AWAITING_PAYMENT
        || order.status() == OrderStatus.COMPLETED
        || intent.byHand();
  }

  private static boolean isLetGo(Charge charge, List<Made> intents) {
    return intents.stream()
        .allMatch(intent ->
            intent.id().equals(charge.stripeId())
                ? intent.status() == Status.CANCELED
                : intent.status() == Status.REQUIRES_PAYMENT_METHOD
                    || intent.status() == Status.CANCELED);
  }

  /** Nobody has to wait for time while money under the fence can be taken. */
  static @Nullable Failure brokenByWaiting(World world) {
    for (int i = 0; i < Cells.ORDERS; i++) {
      Charge charge = world.get(Cells.CHARGE.get(i));
      StripeAccount account = SimulatedStripe.accountOf(world, i);
      if (charge != null
          && account != null
          && charge.step() == ChargeStep.CAPTURING
          && account.isHeld(charge.stripeId())) {
        return new Failure("money under the fence is taken in time", Names.charge(i));
      }
    }
    return null;
  }

  static @Nullable Failure brokenAtRest(World world) {
    for (int i = 0; i < Cells.ORDERS; i++) {
      Order order = world.get(Cells.ORDER.get(i));
      if (order == null) {
        continue;
      }
      StripeAccount account = SimulatedStripe.accountOf(world, i);
      List<Made> intents = account == null ? List.of() : account.intents();
      Failure failure = brokenAtRest(order, intents, world.get(Cells.CHARGE.get(i)));
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  private static @Nullable Failure brokenAtRest(
      Order order, List<Made> intents, @Nullable Charge charge) {
    String name = Names.order(Cells.number(order.id()));
    if (charge != null && PaymentsDoors.isUnderWay(charge)) {
      return new Failure("no charge stays live", name + ": " + charge.step());
    }
    if (intents.stream().anyMatch(intent -> intent.status() == Status.REQUIRES_CAPTURE)) {
      return new Failure("nothing stays held", name + ": " + intents);
    }
    List<Made> taken = intents.stream().filter(Made::isTaken).toList();
    boolean paid = taken.size() == 1 && taken.getFirst().amount() == order.amount();
    if (order.status() == OrderStatus.COMPLETED && !paid) {
      return new Failure("a completed order was paid once, at its price", name + ": " + intents);
    }
    boolean kept = taken.stream().anyMatch(intent -> !intent.isGivenBack() && !isStuck(intent));
    if (order.status() != OrderStatus.COMPLETED && kept) {
      return new Failure("what is not completed is not paid", name + ": " + intents);
    }
    boolean givenBack = taken.stream().anyMatch(Made::isGivenBack);
    if (givenBack && (charge == null || charge.step() != ChargeStep.REFUNDED)) {
      return new Failure("what was given back is known to be", name + ": " + intents);
    }
    return null;
  }

  /** A refund that failed stays, and is seen. */
  private static boolean isStuck(Made intent) {
    return intent.refund() != null && intent.refund().status() == Refund.Status.FAILED;
  }
}
