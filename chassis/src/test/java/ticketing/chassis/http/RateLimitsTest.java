package ticketing.chassis.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;
import ticketing.chassis.testing.Logged;

class RateLimitsTest {

  @Test
  void thatTheyDoNotHoldIsSaid() {
    try (var logged = Logged.by(RateLimits.class.getName())) {
      assertThat(RateLimits.ON.hold()).isTrue();
      assertThat(logged.lines()).isEmpty();
      assertThat(RateLimits.OFF.hold()).isFalse();
      assertThat(logged.at(Level.WARN)).singleElement().asString().startsWith("RATE_LIMITS=off");
    }
  }
}
