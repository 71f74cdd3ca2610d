package ticketing.dev.stripe;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * How a stand-in is run.
 *
 * @param port on 127.0.0.1; 0 for any free one
 * @param ledger the folder in which it keeps its ledger, for one stand-in at a time
 * @param secretKey the API key that it accepts
 * @param clock what it goes by, for example when it forgets an idempotency key
 */
public record Settings(int port, Path ledger, String secretKey, InstantSource clock) {

  /** What a caller uses who was told no other. */
  public static final String DEFAULT_SECRET_KEY = "sk_test_standin";

  /** Any free port, the default key and the system's clock. */
  public static Settings of(Path ledger) {
    return new Settings(0, ledger, DEFAULT_SECRET_KEY, InstantSource.system());
  }

  /**
   * {@code STRIPE_PORT} (8190), {@code STRIPE_LEDGER} (.dev/stripe) and {@code STRIPE_SECRET_KEY}
   * ({@value #DEFAULT_SECRET_KEY}).
   */
  static Settings from(Map<String, String> environment) {
    return new Settings(
        Integer.parseInt(environment.getOrDefault("STRIPE_PORT", "8190")),
        Path.of(environment.getOrDefault("STRIPE_LEDGER", ".dev/stripe")),
        environment.getOrDefault("STRIPE_SECRET_KEY", DEFAULT_SECRET_KEY),
        InstantSource.system());
  }

  @Override
  public String toString() {
    return "Settings[port=%d, ledger=%s]".formatted(port, ledger);
  }
}
