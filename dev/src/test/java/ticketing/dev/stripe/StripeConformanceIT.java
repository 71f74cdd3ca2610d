package ticketing.dev.stripe;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in answers what Stripe itself is asked by {@link StripeItself}. */
@TestInstance(Lifecycle.PER_CLASS)
class StripeConformanceIT extends Conformance {

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
