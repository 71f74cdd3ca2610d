package ticketing.dev.stripe;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The stand-in answers what Stripe itself is asked by {@link StripeItself}. */
class StripeConformanceIT extends Conformance {

  @RegisterExtension private static final OwnStandIn STAND_IN = new OwnStandIn();

  @Override
  Seller seller() {
    return STAND_IN.seller();
  }
}
