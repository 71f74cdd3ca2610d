package ticketing.dev.stripe;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A stand-in of a test class's own, which goes by the system's clock and sends no webhooks. */
final class OwnStandIn implements BeforeAllCallback, AfterAllCallback {

  private @Nullable StandIn standIn;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    standIn = StandIn.start(Settings.of(Files.createTempDirectory("stripe")));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    standIn().close();
  }

  StandIn standIn() {
    return requireNonNull(standIn);
  }

  Seller seller() {
    return new Seller(standIn());
  }

  Developer developer() {
    return new Developer(standIn());
  }
}
