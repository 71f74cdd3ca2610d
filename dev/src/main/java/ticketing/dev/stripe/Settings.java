package ticketing.dev.stripe;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a stand-in is run.
 *
 * @param port on 127.0.0.1; 0 for any free one
 * @param ledger the folder in which it keeps its ledger, for one stand-in at a time
 * @param secretKey the API key that it accepts
 * @param clock what it goes by, for example when it forgets an idempotency key
 * @param webhooks where it sends events to; null for nowhere
 */
public record Settings(
    int port, Path ledger, String secretKey, InstantSource clock, @Nullable Endpoint webhooks) {

  /**
   * Who hears of events.
   *
   * @param secret what they are signed with
   */
  public record Endpoint(URI url, String secret) {

    @Override
    public String toString() {
      return url.toString();
    }
  }

  /** What a caller uses who was told no other. */
  public static final String DEFAULT_SECRET_KEY = "sk_test_standin";

  /** Without webhooks. */
  public Settings(int port, Path ledger, String secretKey, InstantSource clock) {
    this(port, ledger, secretKey, clock, null);
  }

  /** Any free port, the default key and the system's clock. */
  public static Settings of(Path ledger) {
    return new Settings(0, ledger, DEFAULT_SECRET_KEY, InstantSource.system());
  }

  /** The same, with events sent to {@code url}, signed with {@code secret}. */
  public Settings withWebhooks(URI url, String secret) {
    return new Settings(port, ledger, secretKey, clock, new Endpoint(url, secret));
  }

  /** The same by another clock. */
  public Settings withClock(InstantSource other) {
    return new Settings(port, ledger, secretKey, other, webhooks);
  }

  /**
   * {@code STRIPE_PORT} (8190), {@code STRIPE_LEDGER} (.dev/stripe) and {@code STRIPE_SECRET_KEY}
   * ({@value #DEFAULT_SECRET_KEY}); with {@code STRIPE_WEBHOOK_URL} and {@code
   * STRIPE_WEBHOOK_SECRET} it sends webhooks.
   */
  static Settings from(Map<String, String> environment) {
    return new Settings(
        Integer.parseInt(environment.getOrDefault("STRIPE_PORT", "8190")),
        Path.of(environment.getOrDefault("STRIPE_LEDGER", ".dev/stripe")),
        environment.getOrDefault("STRIPE_SECRET_KEY", DEFAULT_SECRET_KEY),
        InstantSource.system(),
        endpoint(
            environment.getOrDefault("STRIPE_WEBHOOK_URL", ""),
            environment.getOrDefault("STRIPE_WEBHOOK_SECRET", "")));
  }

  private static @Nullable Endpoint endpoint(String url, String secret) {
    if (url.isEmpty() && secret.isEmpty()) {
      return null;
    } else if (url.isEmpty() || secret.isEmpty()) {
      throw new IllegalArgumentException(
          "STRIPE_WEBHOOK_URL and STRIPE_WEBHOOK_SECRET go together");
    }
    return new Endpoint(URI.create(url), secret);
  }

  @Override
  public String toString() {
    return "Settings[port=%d, ledger=%s]".formatted(port, ledger);
  }
}
