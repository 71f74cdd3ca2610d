package ticketing.model;

import static ticketing.model.SimulatedStripe.ASKS_BANK;
import static ticketing.model.SimulatedStripe.DECLINED;
import static ticketing.model.SimulatedStripe.GOOD;
import static ticketing.model.SimulatedStripe.MISTYPED;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small enough that everything that can happen is gone through. */
final class SmallScopes {

  private SmallScopes() {}

  /** By what they are about. */
  static Map<String, Scope> all() {
    Map<String, Scope> all = new LinkedHashMap<>();
    all.put(
        "two buyers, two orders, an edit, a withdrawal, a cancellation",
        new Scope(
            2,
            2,
            false,
            false,
            Duration.ZERO,
            List.of(),
            Budget.NONE.with(Deed.EDIT, 1).with(Deed.WITHDRAWAL, 1).with(Deed.CANCELLATION, 1)));
    all.put(
        "a payment that is taken or declined, an edit, a cancellation, a crash",
        paying(
            List.of(GOOD, DECLINED),
            Budget.NONE
                .with(Deed.PAYMENT, 1)
                .with(Deed.EDIT, 1)
                .with(Deed.CANCELLATION, 1)
                .with(Deed.CRASH_OF_PAYMENTS, 1)));
    all.put(
        "a payment, a fault of Stripe's, a crash",
        paying(
            List.of(GOOD),
            Budget.NONE
                .with(Deed.PAYMENT, 1)
                .with(Deed.FAULT_OF_STRIPE, 1)
                .with(Deed.CRASH_OF_PAYMENTS, 1)));
    all.put(
        "a payment by an instance that is late while another is at it",
        paying(List.of(GOOD), Budget.NONE.with(Deed.PAYMENT, 1).with(Deed.STALL_OF_PAYMENTS, 1)));
    all.put(
        "a payment, a hand in Stripe's dashboard, a cancellation",
        paying(
            List.of(GOOD),
            Budget.NONE.with(Deed.PAYMENT, 1).with(Deed.DASHBOARD, 1).with(Deed.CANCELLATION, 1)));
    all.put(
        "two presses on pay, with cards mistyped, good, or that ask the bank",
        paying(List.of(MISTYPED, GOOD, ASKS_BANK), Budget.NONE.with(Deed.PAYMENT, 2)));
    return all;
  }

  /** Begins with an order that payments-svc heard of. */
  private static Scope paying(List<String> cards, Budget budget) {
    return new Scope(1, 1, true, false, Duration.ZERO, cards, budget);
  }
}
