package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.logging.common.BootstrapLogging;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.chassis.auth.AuthConfig;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.events.EventsConfig;
import ticketing.payments.stripe.StripeConfig;

class ConfigurationTest {

  static {
    BootstrapLogging.bootstrap();
  }

  @Test
  void theDefaultsArePinned() throws Exception {
    var config = read(UnaryOperator.identity());
    assertThat(config.database())
        .isEqualTo(
            new DatabaseConfig("jdbc:postgresql://127.0.0.1:5433/payments", "payments", "", 16));
    assertThat(config.events())
        .isEqualTo(new EventsConfig("nats://127.0.0.1:4223", "1", 1, Duration.ofSeconds(10)));
    assertThat(config.auth()).isEqualTo(new AuthConfig(URI.create("http://127.0.0.1:8101")));
    assertThat(config.stripe())
        .isEqualTo(new StripeConfig("http://127.0.0.1:8190", "sk_test_standin", "local"));
    var server = (DefaultServerFactory) config.getServerFactory();
    assertThat(server.isEnableVirtualThreads()).isTrue();
    assertListensOn(server.getApplicationConnectors(), 8105);
    assertListensOn(server.getAdminConnectors(), 8205);
  }

  @ParameterizedTest
  @CsvSource({
    "STRIPE_SECRET_KEY:-sk_test_standin, STRIPE_SECRET_KEY:-, stripe.secretKey",
    "STRIPE_API_BASE:-http://127.0.0.1:8190, STRIPE_API_BASE:-, stripe.apiBase",
    "INSTALLATION:-local, INSTALLATION:-, stripe.installation",
    "DATABASE_POOL:-16, DATABASE_POOL:-1, database.poolSize",
    "NATS_REPLICAS:-1, NATS_REPLICAS:-0, events.replicas",
    "stripe:, stripes:, stripe",
  })
  void whatIsWrongIsNamed(String text, String instead, String field) {
    assertThatThrownBy(() -> read(yaml -> yaml.replace(text, instead)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(field);
  }

  @Test
  void secretsAreNotPrinted() throws Exception {
    var config =
        read(yaml ->
            yaml.replace("sk_test_standin", "sk_live_1")
                .replace("DATABASE_PASSWORD:-", "DATABASE_PASSWORD:-hidden"));
    assertThat(config.stripe().secretKey()).isEqualTo("sk_live_1");
    assertThat(config.database().password()).isEqualTo("hidden");
    assertThat(List.of(config, config.stripe(), config.database()).toString())
        .doesNotContain("sk_live_1", "hidden");
  }

  private static void assertListensOn(List<ConnectorFactory> connectors, int port) {
    assertThat(connectors)
        .singleElement()
        .isInstanceOfSatisfying(
            HttpConnectorFactory.class,
            http -> {
              assertThat(http.getBindHost()).isEqualTo("127.0.0.1");
              assertThat(http.getPort()).isEqualTo(port);
            });
  }

  /** As Dropwizard's command {@code check} reads it. */
  private static PaymentsConfiguration read(UnaryOperator<String> change) throws Exception {
    String yaml = change.apply(Files.readString(Path.of("config.yml")));
    String substituted = new EnvironmentVariableSubstitutor(false).replace(yaml);
    return new YamlConfigurationFactory<>(
            PaymentsConfiguration.class, Validators.newValidator(), Jackson.newObjectMapper(), "dw")
        .build(
            path -> new ByteArrayInputStream(substituted.getBytes(StandardCharsets.UTF_8)),
            "config.yml");
  }
}
