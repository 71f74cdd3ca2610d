package ticketing.payments.stripe;

import com.stripe.StripeClient;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.valueextraction.Unwrapping;
import java.time.Duration;
import ticketing.chassis.observe.Secret;

/**
 * How to reach Stripe.
 *
 * @param installation names this installation in the metadata of its payment intents
 * @param webhookSecret signs Stripe's webhooks, {@code whsec_...}; empty: none are heard
 */
public record StripeConfig(
    @NotBlank String apiBase,
    @NotNull @NotBlank(payload = Unwrapping.Unwrap.class) Secret secretKey,
    @NotBlank @Pattern(regexp = "[\\w.-]*", message = "must be letters, digits, dots, - and _")
        String installation,
    @NotNull Secret webhookSecret) {

  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

  /** A client that repeats calls so often when they fail. */
  StripeClient client(int retries) {
    return client(retries, CONNECT_TIMEOUT, READ_TIMEOUT);
  }

  StripeClient client(int retries, Duration connectTimeout, Duration readTimeout) {
    return StripeClient.builder()
        .setApiKey(secretKey.value())
        .setApiBase(apiBase)
        .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()))
        .setReadTimeout(Math.toIntExact(readTimeout.toMillis()))
        .setMaxNetworkRetries(retries)
        .build();
  }

  /** Who shares an account would otherwise let go of each other's holds. */
  @AssertTrue(message = "must not be local where Stripe itself is used")
  public boolean isInstallationOfItsOwn() {
    // Asked before it is known that there are such values.
    return !String.valueOf(apiBase).contains("stripe.com") || !"local".equals(installation);
  }

  public boolean hearsWebhooks() {
    return webhookSecret.isPresent();
  }
}
