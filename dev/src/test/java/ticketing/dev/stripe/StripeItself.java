package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks Stripe what the stand-in is asked by {@link StripeConformanceIT}: {@code make
 * stripe-conformance}, with a test key. There is no answering the bank in it, for Stripe's test
 * bank is a page for a browser.
 */
class StripeItself extends Conformance {

  private static final String API = "https://api.stripe.com";

  @Override
  Seller seller() {
    String key = System.getenv("STRIPE_TEST_KEY");
    assertThat(key).as("STRIPE_TEST_KEY").matches("[sr]k_test_.+");
    return new Seller(System.getenv().getOrDefault("STRIPE_API_BASE", API), key);
  }
}
