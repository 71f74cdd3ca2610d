package ticketing.gateway;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * What the checkout page takes cards with. Numbers of cards go from the browser to Stripe, never
 * through here.
 *
 * @param publishableKey Stripe's, for its card form; empty without
 * @param standIn where the Stripe stand-in is for a browser; empty without, and of no account where
 *     there is a key
 */
record StripeSettings(
    @NotNull @Pattern(regexp = "(pk_(test|live)_\\w{1,200})?") String publishableKey,
    @NotNull @Pattern(regexp = "(https?://[\\w.-]+(:\\d{1,5})?)?") String standIn) {

  /** A page with these in the place of its marks; what they may be has nothing to escape. */
  String in(String page) {
    return page.replace("{{stripePublishableKey}}", publishableKey)
        .replace("{{stripeStandIn}}", standIn);
  }
}
