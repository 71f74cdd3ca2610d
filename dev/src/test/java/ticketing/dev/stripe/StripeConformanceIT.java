package ticketing.dev.stripe;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same test of the stand-in, always, and of Stripe, where {@code STRIPE_TEST_KEY} is a test
 * key. There is no answering the bank in it, for Stripe's test bank is a page for a browser.
 */
class StripeConformanceIT {

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class OfTheStandIn extends Conformance {

    private StandIn standIn;

    @BeforeAll
    void start(@TempDir Path folder) {
      standIn = StandIn.start(Settings.of(folder));
    }

    @AfterAll
    void stop() {
      standIn.close();
    }

    @Override
    Seller seller() {
      return new Seller(standIn);
    }
  }

  @Nested
  @EnabledIfEnvironmentVariable(named = "STRIPE_TEST_KEY", matches = "[sr]k_test_.+")
  class OfStripe extends Conformance {

    private static final String API = "https://api.stripe.com";

    @Override
    Seller seller() {
      return new Seller(API, System.getenv("STRIPE_TEST_KEY"));
    }
  }
}
