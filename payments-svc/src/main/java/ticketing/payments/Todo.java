package ticketing.payments;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Decision.Change;
import ticketing.payments.stripe.StripeCall;

/** What is to be done about a charge next. */
sealed interface Todo {

  /** Ask Stripe. */
  record Ask(StripeCall call) implements Todo {}

  /** Store what is decided already. */
  record Store(Change<Charge> change) implements Todo {}

  /**
   * Leave it.
   *
   * @param time until it is looked at again; null: until something is heard
   */
  record Rest(@Nullable Duration time) implements Todo {}
}
