package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dropwizard.configuration.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.events.EventsConfig;
import ticketing.chassis.http.RateLimits;
import ticketing.chassis.observe.Secret;
import ticketing.chassis.observe.TracingConfig;
import ticketing.chassis.testing.ConfigFile;

class ConfigurationTest {

  @Test
  void theDefaultsArePinned() throws Exception {
    var config = ConfigFile.read(AuthConfiguration.class);
    ConfigFile.assertListensOn(config, 8101);
    assertThat(config.database())
        .isEqualTo(
            new DatabaseConfig("jdbc:postgresql://127.0.0.1:5433/auth", "auth", Secret.NONE, 16));
    assertThat(config.tracing()).isEqualTo(new TracingConfig("", 1));
    assertThat(config.events())
        .isEqualTo(
            new EventsConfig(
                "nats://127.0.0.1:4223", "", Secret.NONE, "1", 1, Duration.ofSeconds(10)));
    assertThat(config.rateLimits()).isEqualTo(RateLimits.ON);
    assertThat(config.throttle())
        .isEqualTo(new ThrottleConfig(10, 100, Duration.ofMinutes(15), 30, Duration.ofHours(1)));
    assertThat(config.trustedProxies()).hasToString("127.0.0.0/8,::1/128");
    assertThat(config.keys())
        .isEqualTo(new KeysConfig(Duration.ofDays(30), Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITS:-on, RATE_LIMITS:-sometimes",
    "FAILURES_PER_ACCOUNT:-10, FAILURES_PER_ACCOUNT:-0",
    "FAILURES_PER_ADDRESS:-100, FAILURES_PER_ADDRESS:-0",
    "FAILURES_WITHIN:-PT15M, FAILURES_WITHIN:-PT25H",
    "SIGN_UPS_PER_ADDRESS:-30, SIGN_UPS_PER_ADDRESS:-0",
    "SIGN_UPS_WITHIN:-PT1H, SIGN_UPS_WITHIN:-PT0S",
    "KEYS_ROTATE_EVERY:-P30D, KEYS_ROTATE_EVERY:-PT23H",
    "KEYS_ROTATE_EVERY:-P30D, KEYS_ROTATE_EVERY:-P366D",
    "KEYS_READ_EVERY:-PT10S, KEYS_READ_EVERY:-PT31S",
    "TRUSTED_PROXIES:-127.0.0.0/8, TRUSTED_PROXIES:-gateway",
  })
  void whatIsOutOfBoundsIsRefused(String text, String instead) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> ConfigFile.read(AuthConfiguration.class, yaml -> yaml.replace(text, instead)));
  }

  @Test
  void loadTestsSwitchRateLimitsOffAndNobodyHasToBeTrusted() throws Exception {
    var config =
        ConfigFile.read(
            AuthConfiguration.class,
            yaml ->
                yaml.replace("RATE_LIMITS:-on", "RATE_LIMITS:-off")
                    .replace("127.0.0.0/8,::1/128", ""));
    assertThat(config.rateLimits()).isEqualTo(RateLimits.OFF);
    assertThat(config.trustedProxies()).hasToString("");
  }
}
