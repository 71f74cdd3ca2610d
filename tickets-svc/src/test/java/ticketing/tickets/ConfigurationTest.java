package ticketing.tickets;

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
import ticketing.chassis.observe.Secret;
import ticketing.chassis.observe.TracingConfig;
import ticketing.chassis.testing.ConfigFile;

class ConfigurationTest {

  @Test
  void theDefaultsArePinned() throws Exception {
    var config = ConfigFile.read(TicketsConfiguration.class);
    ConfigFile.assertListensOn(config, 8102);
    assertThat(config.database())
        .isEqualTo(
            new DatabaseConfig(
                "jdbc:postgresql://127.0.0.1:5433/tickets", "tickets", Secret.NONE, 16));
    assertThat(config.auth()).isEqualTo(new AuthConfig(URI.create("http://127.0.0.1:8101")));
    assertThat(config.tracing()).isEqualTo(new TracingConfig("", 1));
    assertThat(config.events())
        .isEqualTo(
            new EventsConfig(
                "nats://127.0.0.1:4223", "", Secret.NONE, "1", 1, Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE_POOL:-16, DATABASE_POOL:-1, database.poolSize",
    "NATS_REPLICAS:-1, NATS_REPLICAS:-0, events.replicas",
    "ACK_WAIT:-PT10S, ACK_WAIT:-soon, events.ackWait",
  })
  void whatIsWrongIsNamed(String text, String instead, String field) {
    assertThatThrownBy(
            () -> ConfigFile.read(TicketsConfiguration.class, yaml -> yaml.replace(text, instead)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(field);
  }
}
