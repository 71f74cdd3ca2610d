package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.chassis.auth.AuthConfig;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.events.EventsConfig;
import ticketing.chassis.observe.Secret;
import ticketing.chassis.observe.TracingConfig;
import ticketing.chassis.testing.ConfigFile;
import ticketing.payments.stripe.StripeConfig;

class ConfigurationTest {

  @Test
  void theDefaultsArePinned() throws Exception {
    var config = ConfigFile.read(PaymentsConfiguration.class);
    assertThat(config.database())
        .isEqualTo(
            new DatabaseConfig(
                "jdbc:postgresql://127.0.0.1:5433/payments", "payments", Secret.NONE, 16));
    assertThat(config.tracing()).isEqualTo(new TracingConfig("", 1));
    assertThat(config.events())
        .isEqualTo(
            new EventsConfig(
                "nats://127.0.0.1:4223", "", Secret.NONE, "1", 1, Duration.ofSeconds(10)));
    assertThat(config.auth()).isEqualTo(new AuthConfig(URI.create("http://127.0.0.1:8101")));
    assertThat(config.stripe())
        .isEqualTo(
            new StripeConfig(
                "http://127.0.0.1:8190", new Secret("sk_test_standin"), "local", Secret.NONE));
    assertThat(config.reconciler())
        .isEqualTo(
            new ReconcilerConfig(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofDays(7)));
    ConfigFile.assertListensOn(config, 8105);
  }

  @ParameterizedTest
  @CsvSource({
    "STRIPE_SECRET_KEY:-sk_test_standin, STRIPE_SECRET_KEY:-, stripe.secretKey",
    "${STRIPE_SECRET_KEY:-sk_test_standin}, \"\", stripe.secretKey",
    "webhookSecret:, #, stripe.webhookSecret",
    "STRIPE_API_BASE:-http://127.0.0.1:8190, STRIPE_API_BASE:-, stripe.apiBase",
    "INSTALLATION:-local, INSTALLATION:-, stripe.installation",
    "STRIPE_API_BASE:-http://127.0.0.1:8190, STRIPE_API_BASE:-https://api.stripe.com,"
        + " stripe.installationOfItsOwn",
    "INSTALLATION:-local, INSTALLATION:-a\"b, stripe.installation",
    "DATABASE_POOL:-16, DATABASE_POOL:-1, database.poolSize",
    "NATS_REPLICAS:-1, NATS_REPLICAS:-0, events.replicas",
    "stripe:, stripes:, stripe",
    "RECONCILER_LOOK_EVERY:-PT30S, RECONCILER_LOOK_EVERY:-PT61S, reconciler.lookEvery",
    "RECONCILER_COMPARE_EVERY:-PT1H, RECONCILER_COMPARE_EVERY:-PT9M, reconciler.compareEvery",
    "RECONCILER_COMPARE_SPAN:-P7D, RECONCILER_COMPARE_SPAN:-P32D, reconciler.compareSpan",
  })
  void whatIsWrongIsNamed(String text, String instead, String field) {
    assertThatThrownBy(
            () -> ConfigFile.read(PaymentsConfiguration.class, yaml -> yaml.replace(text, instead)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(field);
  }

  @Test
  void secretsAreNotPrinted() throws Exception {
    var config =
        ConfigFile.read(
            PaymentsConfiguration.class,
            yaml ->
                yaml.replace("sk_test_standin", "sk_live_1")
                    .replace("STRIPE_WEBHOOK_SECRET:-", "STRIPE_WEBHOOK_SECRET:-whsec_1")
                    .replace("DATABASE_PASSWORD:-", "DATABASE_PASSWORD:-hidden")
                    .replace("NATS_PASSWORD:-", "NATS_PASSWORD:-hidden too"));
    assertThat(config.stripe().secretKey()).isEqualTo(new Secret("sk_live_1"));
    assertThat(config.database().password()).isEqualTo(new Secret("hidden"));
    assertThat(config.events().password()).isEqualTo(new Secret("hidden too"));
    assertThat(List.of(config, config.stripe(), config.database(), config.events()).toString())
        .doesNotContain("sk_live_1", "whsec_1", "hidden");
  }
}
