package ticketing.payments.stripe;

import jakarta.validation.constraints.NotBlank;

/**
 * How to reach Stripe.
 *
 * @param installation names this installation in the metadata of its payment intents
 */
public record StripeConfig(
    @NotBlank String apiBase, @NotBlank String secretKey, @NotBlank String installation) {

  /** Keeps the key out of logs. */
  @Override
  public String toString() {
    return "StripeConfig[apiBase=" + apiBase + ", installation=" + installation + "]";
  }
}
