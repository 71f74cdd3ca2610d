package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.events.EventsConfig;
import ticketing.chassis.testing.ConfigFile;

class ConfigurationTest {

  @Test
  void theDefaultsArePinned() throws Exception {
    var config = ConfigFile.read(AuthConfiguration.class);
    ConfigFile.assertListensOn(config, 8101);
    assertThat(config.database())
        .isEqualTo(new DatabaseConfig("jdbc:postgresql://127.0.0.1:5433/auth", "auth", "", 16));
    assertThat(config.events())
        .isEqualTo(new EventsConfig("nats://127.0.0.1:4223", "1", 1, Duration.ofSeconds(10)));
  }
}
