package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.time.Duration;
import java.util.Map;
import org.apache.commons.text.StringSubstitutor;
import org.junit.jupiter.api.Test;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.events.EventsConfig;

class ConfigurationTest {

  /** Reads and checks as the command {@code check} does, without the environment's values. */
  private static AuthConfiguration read() throws Exception {
    var files =
        new SubstitutingSourceProvider(
            new FileConfigurationSourceProvider(), new StringSubstitutor(Map.of()));
    return new YamlConfigurationFactory<>(
            AuthConfiguration.class, Validators.newValidator(), Jackson.newObjectMapper(), "dw")
        .build(files, "config.yml");
  }

  @Test
  void isValidAndListensOnThisMachineAlone() throws Exception {
    var server = (DefaultServerFactory) read().getServerFactory();
    var application = (HttpConnectorFactory) server.getApplicationConnectors().getFirst();
    var admin = (HttpConnectorFactory) server.getAdminConnectors().getFirst();
    assertThat(application.getBindHost()).isEqualTo("127.0.0.1");
    assertThat(application.getPort()).isEqualTo(8101);
    assertThat(admin.getBindHost()).isEqualTo("127.0.0.1");
    assertThat(admin.getPort()).isEqualTo(8201);
    assertThat(server.isEnableVirtualThreads()).isTrue();
  }

  @Test
  void keepsItsDefaults() throws Exception {
    var config = read();
    assertThat(config.database())
        .isEqualTo(new DatabaseConfig("jdbc:postgresql://127.0.0.1:5433/auth", "auth", "", 16));
    assertThat(config.events())
        .isEqualTo(new EventsConfig("nats://127.0.0.1:4223", "1", 1, Duration.ofSeconds(10)));
  }
}
