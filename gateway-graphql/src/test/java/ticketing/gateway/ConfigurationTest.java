package ticketing.gateway;

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
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.chassis.events.EventsConfig;
import ticketing.chassis.http.Callers;
import ticketing.chassis.http.ForwardedHeader;
import ticketing.chassis.http.TrustedProxies;
import ticketing.chassis.observe.Secret;
import ticketing.chassis.observe.TracingConfig;

final class ConfigurationTest {

  static {
    BootstrapLogging.bootstrap();
  }

  @Test
  void theDefaultsArePinned() throws Exception {
    var configuration = read(UnaryOperator.identity());

    assertThat(configuration.services())
        .isEqualTo(
            new ServiceUrls(
                URI.create("http://127.0.0.1:8101"),
                URI.create("http://127.0.0.1:8102"),
                URI.create("http://127.0.0.1:8103"),
                URI.create("http://127.0.0.1:8105")));
    assertThat(configuration.calls())
        .isEqualTo(
            new CallSettings(
                Duration.seconds(1),
                Duration.seconds(2),
                Duration.seconds(5),
                200,
                Duration.seconds(15)));
    assertThat(configuration.limits())
        .isEqualTo(new Limits(DataSize.kibibytes(64), 15, 1_000, 20, 50, 15_000, 25_000));
    assertThat(configuration.introspection()).isTrue();
    assertThat(configuration.live())
        .isEqualTo(new LiveSettings(20, 4_000, Duration.seconds(10), Duration.seconds(10)));
    assertThat(configuration.events())
        .isEqualTo(
            new EventsConfig(
                "nats://127.0.0.1:4223",
                "",
                new Secret(""),
                "1",
                1,
                java.time.Duration.ofSeconds(10)));
    assertThat(configuration.tracing()).isEqualTo(new TracingConfig("", 1));
    assertThat(configuration.stripe()).isEqualTo(new StripeSettings("", ""));
    assertThat(configuration.callers())
        .isEqualTo(new Callers(new TrustedProxies(""), ForwardedHeader.FORWARDED));
    var server = (DefaultServerFactory) configuration.getServerFactory();
    assertThat(server.isEnableVirtualThreads()).isTrue();
    // With room for others beside all subscriptions.
    assertThat(server.getMaxThreads()).isGreaterThanOrEqualTo(2 * configuration.live().most());
    assertListensOn(server.getApplicationConnectors(), 8080);
    assertListensOn(server.getAdminConnectors(), 8180);
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

  @ParameterizedTest
  @CsvSource({
    "LIMIT_DEPTH:-15, LIMIT_DEPTH:-0",
    "LIMIT_FIELDS:-1000, LIMIT_FIELDS:-0",
    "LIMIT_ROOT_FIELDS:-20, LIMIT_ROOT_FIELDS:-0",
    "LIMIT_ALIASES:-50, LIMIT_ALIASES:-0",
    "INTROSPECTION:-true, INTROSPECTION:-sometimes",
    "LIMIT_BODY:-64KiB, LIMIT_BODY:-2MiB",
    "CALL_ANSWER:-2s, CALL_ANSWER:-0s",
    "CALL_KEEP_ALIVE:-15s, CALL_KEEP_ALIVE:-30s",
    "CALL_CONNECTIONS:-200, CALL_CONNECTIONS:-0",
    "SUBSCRIPTIONS_PER_CALLER:-20, SUBSCRIPTIONS_PER_CALLER:-0",
    "SUBSCRIPTIONS:-4000, SUBSCRIPTIONS:-0",
    "SUBSCRIPTION_KEEP_ALIVE:-10s, SUBSCRIPTION_KEEP_ALIVE:-30s",
    "SUBSCRIPTION_READ_WITHIN:-10s, SUBSCRIPTION_READ_WITHIN:-0s",
    "TRUSTED_PROXIES:-, TRUSTED_PROXIES:-ingress",
    "FORWARDED_HEADER:-forwarded, FORWARDED_HEADER:-via",
  })
  void whatIsOutOfBoundsIsRefused(String text, String instead) {
    assertThatThrownBy(() -> read(yaml -> yaml.replace(text, instead)))
        .isInstanceOf(ConfigurationException.class);
  }

  private static GatewayConfiguration read(UnaryOperator<String> change) throws Exception {
    var yaml = change.apply(Files.readString(Path.of("config.yml")));
    return new YamlConfigurationFactory<>(
            GatewayConfiguration.class, Validators.newValidator(), Jackson.newObjectMapper(), "dw")
        .build(
            _ ->
                new ByteArrayInputStream(
                    new EnvironmentVariableSubstitutor(false)
                        .replace(yaml)
                        .getBytes(StandardCharsets.UTF_8)),
            "config.yml");
  }
}
