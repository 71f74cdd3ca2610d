package ticketing.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsConfigTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nats://127.0.0.1:4222                       | nats://127.0.0.1:4222
          nats://user:p@ss@one:1,tls://token@two:2    | nats://one:1,tls://two:2
          user:pass@one:1                             | one:1
          nats://us/er:p?ss@one                       | nats://one
          """)
  void tellsAddressesWithoutCredentials(String url, String told) {
    assertThat(EventsConfig.withoutCredentials(url)).isEqualTo(told);
  }
}
