package ticketing.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.health.DefaultHealthFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.logging.common.BootstrapLogging;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A module's {@code config.yml}, read and checked as Dropwizard's command {@code check} does. */
public final class ConfigFile {

  static {
    BootstrapLogging.bootstrap();
  }

  private ConfigFile() {}

  public static <C extends Configuration> C read(Class<C> type) throws Exception {
    return read(type, UnaryOperator.identity());
  }

  /** With the file's text changed before it is read. */
  public static <C extends Configuration> C read(Class<C> type, UnaryOperator<String> change)
      throws Exception {
    String yaml = change.apply(Files.readString(Path.of("config.yml")));
    String substituted = new EnvironmentVariableSubstitutor(false).replace(yaml);
    return new YamlConfigurationFactory<>(
            type, Validators.newValidator(), Jackson.newObjectMapper(), "dw")
        .build(
            path -> new ByteArrayInputStream(substituted.getBytes(StandardCharsets.UTF_8)),
            "config.yml");
  }

  /**
   * By default an application listens on this machine alone, its admin port 100 above, and ends at
   * once when it is told to.
   */
  public static void assertListensOn(Configuration config, int port) {
    assertThat(config.getHealthFactory())
        .get()
        .isInstanceOfSatisfying(
            DefaultHealthFactory.class,
            health -> {
              assertThat(health.isDelayedShutdownHandlerEnabled()).isTrue();
              assertThat(health.getShutdownWaitPeriod().toMilliseconds()).isZero();
            });
    var server = (DefaultServerFactory) config.getServerFactory();
    assertThat(server.isEnableVirtualThreads()).isTrue();
    assertListensOn(server.getApplicationConnectors(), port);
    assertListensOn(server.getAdminConnectors(), port + 100);
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
}
