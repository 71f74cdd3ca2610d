package ticketing.payments.stripe;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Money;

/** A call to Stripe. */
public sealed interface StripeCall {

  /** Its idempotency key; null where it only reads. */
  @Nullable String key();

  /** Makes the intent that will hold the money when it is confirmed, and take it when captured. */
  record Create(UUID chargeId, UUID orderId, Money amount, String key) implements StripeCall {}

  /** Asks the card for the money: it is held, not taken. */
  record Confirm(String intentId, String paymentMethodId, String key) implements StripeCall {}

  /** Takes what is held. */
  record Capture(String intentId, String key) implements StripeCall {}

  /** Lets go of what is held. */
  record Cancel(String intentId, String key) implements StripeCall {}

  /** Gives back all that was taken and not given back yet. */
  record Refund(String intentId, String key) implements StripeCall {}

  /** Reads the intent, with what was given back. */
  record Read(String intentId) implements StripeCall {

    @Override
    public @Nullable String key() {
      return null;
    }
  }
}
