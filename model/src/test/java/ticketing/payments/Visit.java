package ticketing.payments;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Decision.Change;
import ticketing.payments.stripe.Answer.Intent;
import ticketing.payments.stripe.StripeCall;

/**
 * What an instance of payments-svc remembers while it is at a charge; gone when it crashes.
 *
 * @param lease the number of its lease
 * @param answers how many answers of Stripe's it knows of
 * @param seen the intent as Stripe answered last
 * @param hasAsked whether it made a call before
 */
public record Visit(int lease, int answers, @Nullable Intent seen, boolean hasAsked, Stage stage) {

  /** What it is about to do. */
  public sealed interface Stage {

    /** Read the row, and decide. */
    record Reading() implements Stage {}

    /** Ask Stripe. */
    record Asking(Charge read, StripeCall call) implements Stage {}

    /** Store what it decided, if the row is still the one that it read. */
    record Storing(Charge read, Change<Charge> change, boolean answered) implements Stage {}

    /** Leave the charge for so long; null: until something is heard. */
    record Leaving(boolean answered, @Nullable Duration rest) implements Stage {}
  }

  static Visit begun(int lease, int answers) {
    return new Visit(lease, answers, null, false, new Stage.Reading());
  }

  Visit saw(@Nullable Intent intent, Stage next) {
    return new Visit(lease, answers, intent, true, next);
  }

  Visit at(Stage next) {
    return new Visit(lease, answers, seen, hasAsked, next);
  }

  Visit counted(int more, Stage next) {
    return new Visit(lease, answers + more, seen, hasAsked, next);
  }
}
