package ticketing.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ticketing.model.StripeAccount.Made;
import ticketing.payments.stripe.Answer;
import ticketing.payments.stripe.Answer.CardError;
import ticketing.payments.stripe.Answer.Intent.Status;
import ticketing.payments.stripe.Answer.Refund;
import ticketing.payments.stripe.Answer.Refused;
import ticketing.payments.stripe.Answer.Silence;
import ticketing.payments.stripe.StripeCall;

/** Stripe's part of the protocol: intents, holds, captures, refunds, and stored answers. */
final class SimulatedStripe {

  static final String GOOD = "pm_good";
  static final String DECLINED = "pm_declined";
  static final String MISTYPED = "pm_mistyped";
  static final String ASKS_BANK = "pm_asks_bank";

  static final List<String> CARDS = List.of(GOOD, DECLINED, MISTYPED, ASKS_BANK);

  /** What may happen to a call. */
  enum Fate {
    ANSWERED("Stripe answers"),
    LOST("it does not reach Stripe"),
    UNANSWERED("Stripe acts, and its answer is lost"),
    FAILED("Stripe answers 500, and stores that"),
    FAILED_AFTER_ACTING("Stripe acts, answers 500, and stores that");

    private final String words;

    Fate(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    boolean isFault() {
      return this != ANSWERED;
    }
  }

  private static final Answer SILENCE = new Silence("no answer");
  private static final Answer ERROR = new Refused(500, null, "an error of Stripe's");

  private final World world;
  private final int order;
  private StripeAccount account;

  SimulatedStripe(World world, int order) {
    this.world = world;
    this.order = order;
    StripeAccount known = world.get(Cells.STRIPE.get(order));
    this.account = known == null ? StripeAccount.EMPTY : known;
  }

  StripeAccount account() {
    return account;
  }

  /** What the caller is answered, or believes. */
  Answer ask(StripeCall call, Fate fate) {
    if (fate == Fate.LOST) {
      return SILENCE;
    }
    Answer answer = answer(call, fate);
    world.set(Cells.STRIPE.get(order), account);
    return fate == Fate.UNANSWERED ? SILENCE : answer;
  }

  private Answer answer(StripeCall call, Fate fate) {
    Answer before = account.stored(call.key());
    if (before != null) {
      return before;
    }
    Answer acted = fate == Fate.FAILED ? ERROR : act(call);
    Answer answer = fate == Fate.FAILED_AFTER_ACTING ? ERROR : acted;
    if (call.key() != null) {
      account = account.store(call.key(), answer);
    }
    return answer;
  }

  private Answer act(StripeCall call) {
    return switch (call) {
      case StripeCall.Create create -> create(create.amount().amount());
      case StripeCall.Read(String id) -> {
        Made intent = account.intent(id);
        yield intent == null ? unexpected() : intent.read();
      }
      case StripeCall.Confirm(String id, String card, String key) -> confirm(intent(id), card);
      case StripeCall.Capture(String id, String key) ->
          intent(id).status() == Status.REQUIRES_CAPTURE
              ? put(intent(id).with(Status.SUCCEEDED, null))
              : unexpected();
      case StripeCall.Cancel(String id, String key) ->
          intent(id).answer().isCancelable()
              ? put(intent(id).with(Status.CANCELED, null))
              : unexpected();
      case StripeCall.Refund(String id, String key) -> refund(intent(id));
    };
  }

  private Answer create(int amount) {
    String id = Names.intent(order, account.intents().size() + 1);
    return put(new Made(id, amount, Status.REQUIRES_PAYMENT_METHOD, null, null, false));
  }

  private Answer confirm(Made intent, String card) {
    if (!intent.answer().isConfirmable()) {
      return unexpected();
    }
    return switch (card) {
      case DECLINED -> refuse(intent, new CardError("card_declined", "generic_decline"));
      case MISTYPED -> refuse(intent, new CardError("incorrect_number", null));
      case ASKS_BANK -> put(intent.with(Status.REQUIRES_ACTION, null));
      default -> put(intent.with(Status.REQUIRES_CAPTURE, null));
    };
  }

  private Answer refund(Made intent) {
    if (!intent.isTaken() || (intent.refund() != null && !hasFailed(intent.refund()))) {
      return unexpected();
    }
    var refund = new Refund("re_" + intent.id(), Refund.Status.PENDING, null);
    Answer unused = put(intent.refunded(refund));
    return refund;
  }

  private static boolean hasFailed(Refund refund) {
    return refund.status() == Refund.Status.FAILED;
  }

  private Answer refuse(Made intent, CardError error) {
    Answer unused = put(intent.with(Status.REQUIRES_PAYMENT_METHOD, error));
    return error;
  }

  private Answer put(Made intent) {
    account = account.put(intent);
    return intent.answer();
  }

  /** What changes without a call: by the buyer's bank, in the dashboard, by time. */
  void change(Made intent) {
    account = account.put(intent);
    world.set(Cells.STRIPE.get(order), account);
  }

  private Made intent(String id) {
    Made intent = account.intent(id);
    if (intent == null) {
      throw new IllegalArgumentException("no intent " + id);
    }
    return intent;
  }

  private static Answer unexpected() {
    return new Refused(400, "payment_intent_unexpected_state", "not in this state");
  }

  static @Nullable StripeAccount accountOf(World world, int order) {
    return world.get(Cells.STRIPE.get(order));
  }
}
