package ticketing.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ticketing.model.StripeAccount.Made;
import ticketing.payments.stripe.Answer.CardError;
import ticketing.payments.stripe.Answer.Intent.Status;
import ticketing.payments.stripe.Answer.Refund;

/**
 * What happens at Stripe without a call of payments-svc's: banks, time, and people at its pages.
 */
final class StripeItself implements Actor {

  /** What may become of an intent. */
  enum Event {
    BANK_AGREES("the buyer's bank agrees to"),
    BANK_REFUSES("the buyer's bank refuses"),
    CANCELED_BY_HAND("somebody cancels, or time lets go of,"),
    TAKEN_BY_HAND("somebody captures in the dashboard"),
    ASKED_BACK_BY_HAND("somebody gives back in the dashboard"),
    REFUND_DONE("the refund is done of"),
    REFUND_FAILED("the refund fails of");

    private final String words;

    Event(String words) {
      this.words = words;
    }
  }

  private static final Set<Event> BY_HAND =
      EnumSet.of(Event.CANCELED_BY_HAND, Event.TAKEN_BY_HAND, Event.ASKED_BACK_BY_HAND);

  record Happens(int order, String intent, Event event) implements Action {

    @Override
    public void on(World world) {
      var stripe = new SimulatedStripe(world, order);
      Made before = stripe.account().intent(intent);
      if (before == null) {
        throw new IllegalStateException("no intent " + intent);
      }
      if (BY_HAND.contains(event)) {
        world.spend(Deed.DASHBOARD);
      }
      if (event == Event.REFUND_FAILED) {
        world.spend(Deed.FAULT_OF_STRIPE);
      }
      stripe.change(
          switch (event) {
            case BANK_AGREES -> before.with(Status.REQUIRES_CAPTURE, null);
            case BANK_REFUSES ->
                before.with(
                    Status.REQUIRES_PAYMENT_METHOD,
                    new CardError("payment_intent_authentication_failure", null));
            case CANCELED_BY_HAND -> before.with(Status.CANCELED, null);
            case TAKEN_BY_HAND -> before.takenByHand();
            case ASKED_BACK_BY_HAND -> before.refunded(refund(before, Refund.Status.PENDING));
            case REFUND_DONE -> before.refunded(refund(before, Refund.Status.SUCCEEDED));
            case REFUND_FAILED -> before.refunded(refund(before, Refund.Status.FAILED));
          });
    }

    private static Refund refund(Made intent, Refund.Status status) {
      String failure = status == Refund.Status.FAILED ? "lost_or_stolen_card" : null;
      return new Refund("re_" + intent.id(), status, failure);
    }

    @Override
    public String story(World before) {
      return event.words + " intent " + intent;
    }
  }

  @Override
  public void may(World world, List<Action> actions) {
    for (int i = 0; i < Cells.ORDERS; i++) {
      StripeAccount account = SimulatedStripe.accountOf(world, i);
      if (account == null) {
        continue;
      }
      for (Made intent : account.intents()) {
        may(world, i, intent, actions);
      }
    }
  }

  private static void may(World world, int order, Made intent, List<Action> actions) {
    if (intent.status() == Status.REQUIRES_ACTION) {
      actions.add(new Happens(order, intent.id(), Event.BANK_AGREES));
      actions.add(new Happens(order, intent.id(), Event.BANK_REFUSES));
    }
    if (world.allows(Deed.DASHBOARD) && intent.answer().isCancelable()) {
      actions.add(new Happens(order, intent.id(), Event.CANCELED_BY_HAND));
    }
    if (world.allows(Deed.DASHBOARD) && intent.status() == Status.REQUIRES_CAPTURE) {
      actions.add(new Happens(order, intent.id(), Event.TAKEN_BY_HAND));
    }
    if (world.allows(Deed.DASHBOARD) && intent.isTaken() && intent.refund() == null) {
      actions.add(new Happens(order, intent.id(), Event.ASKED_BACK_BY_HAND));
    }
    if (isPending(intent)) {
      actions.add(new Happens(order, intent.id(), Event.REFUND_DONE));
      if (world.allows(Deed.FAULT_OF_STRIPE)) {
        actions.add(new Happens(order, intent.id(), Event.REFUND_FAILED));
      }
    }
  }

  private static boolean isPending(Made intent) {
    return intent.refund() != null && intent.refund().status() == Refund.Status.PENDING;
  }

  /** Refunds are done some day; a bank may never be answered. */
  @Override
  public @Nullable Action must(World world) {
    for (int i = 0; i < Cells.ORDERS; i++) {
      StripeAccount account = SimulatedStripe.accountOf(world, i);
      if (account == null) {
        continue;
      }
      for (Made intent : account.intents()) {
        if (isPending(intent)) {
          return new Happens(i, intent.id(), Event.REFUND_DONE);
        }
      }
    }
    return null;
  }
}
