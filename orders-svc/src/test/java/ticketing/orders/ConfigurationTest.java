package ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.chassis.auth.AuthConfig;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.events.EventsConfig;
import ticketing.chassis.http.RateLimits;
import ticketing.chassis.observe.Secret;
import ticketing.chassis.observe.TracingConfig;
import ticketing.chassis.testing.ConfigFile;

class ConfigurationTest {

  @Test
  void theDefaultsArePinned() throws Exception {
    var config = ConfigFile.read(OrdersConfiguration.class);
    ConfigFile.assertListensOn(config, 8103);
    assertThat(config.database())
        .isEqualTo(
            new DatabaseConfig(
                "jdbc:postgresql://127.0.0.1:5433/orders", "orders", Secret.NONE, 16));
    assertThat(config.auth()).isEqualTo(new AuthConfig(URI.create("http://127.0.0.1:8101")));
    assertThat(config.tracing()).isEqualTo(new TracingConfig("", 1));
    assertThat(config.events())
        .isEqualTo(
            new EventsConfig(
                "nats://127.0.0.1:4223", "", Secret.NONE, "1", 1, Duration.ofSeconds(10)));
    assertThat(config.lock()).isEqualTo(Duration.ofMinutes(15));
    assertThat(config.rateLimits()).isEqualTo(RateLimits.ON);
    assertThat(config.neighbours())
        .isEqualTo(
            new NeighboursConfig(
                URI.create("http://127.0.0.1:8102"),
                URI.create("http://127.0.0.1:8105"),
                Duration.ofSeconds(3)));
  }

  @Test
  void rateLimitsAreSwitchedOffByOff() throws Exception {
    var config =
        ConfigFile.read(
            OrdersConfiguration.class, yaml -> yaml.replace("RATE_LIMITS:-on", "RATE_LIMITS:-off"));
    assertThat(config.rateLimits()).isEqualTo(RateLimits.OFF);
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE_POOL:-16, DATABASE_POOL:-1, database.poolSize",
    "NATS_REPLICAS:-1, NATS_REPLICAS:-0, events.replicas",
    "ACK_WAIT:-PT10S, ACK_WAIT:-soon, events.ackWait",
    "ORDER_LOCK:-PT15M, ORDER_LOCK:-PT0S, lock",
    "ORDER_LOCK:-PT15M, ORDER_LOCK:-P2D, lock",
    "RATE_LIMITS:-on, RATE_LIMITS:-perhaps, rateLimits",
    "STORY_ANSWER:-PT3S, STORY_ANSWER:-PT0S, neighbours.answer",
    "STORY_ANSWER:-PT3S, STORY_ANSWER:-PT1M, neighbours.answer",
    "OTEL_EXPORTER_OTLP_ENDPOINT:-, OTEL_EXPORTER_OTLP_ENDPOINT:-collector:4318, tracing.endpoint",
    "OTEL_TRACES_SAMPLER_ARG:-1, OTEL_TRACES_SAMPLER_ARG:-2, tracing.ratio",
  })
  void whatIsWrongIsNamed(String text, String instead, String field) {
    assertThatThrownBy(
            () -> ConfigFile.read(OrdersConfiguration.class, yaml -> yaml.replace(text, instead)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(field);
  }
}
