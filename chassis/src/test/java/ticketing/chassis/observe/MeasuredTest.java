package ticketing.chassis.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.chassis.testing.Logged;

class MeasuredTest {

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();

  @ParameterizedTest
  @CsvSource({"1, 50", "10, 500", "40, 2000", "1000, 2000"})
  void isAskedForAFiftiethOfTheTimeButEveryTwoSeconds(long tookMillis, long keptMillis) {
    var measured = measured(tookMillis);
    assertThat(measured.get()).contains(1);
    pass(keptMillis - 1);
    assertThat(measured.get()).contains(1);
    pass(1);
    assertThat(measured.get()).contains(2);
    pass(keptMillis);
    assertThat(measured.get()).contains(3);
  }

  @Test
  void whatCannotBeKnownIsAskedForAndLoggedEveryTwoSeconds() {
    var measured =
        new Measured<Integer>(
            "the number",
            () -> {
              throw new IllegalStateException("away for the " + asked.incrementAndGet());
            },
            now::get);
    try (var logged = Logged.by(Measured.class.getName())) {
      assertThat(measured.get()).isEmpty();
      pass(1_999);
      assertThat(measured.get()).isEmpty();
      pass(1);
      assertThat(measured.get()).isEmpty();
      assertThat(logged.at(Level.WARN))
          .containsExactly(
              "Cannot measure the number: java.lang.IllegalStateException: away for the 1",
              "Cannot measure the number: java.lang.IllegalStateException: away for the 2");
    }
  }

  private Measured<Integer> measured(long tookMillis) {
    return new Measured<>(
        "the number",
        () -> {
          pass(tookMillis);
          return asked.incrementAndGet();
        },
        now::get);
  }

  private void pass(long millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
