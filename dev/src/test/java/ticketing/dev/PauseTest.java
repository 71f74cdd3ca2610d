package ticketing.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PauseTest {
  private static final Duration AT_ONCE = Duration.ZERO;

  @Test
  void doublesUpToFiveSeconds() {
    assertThat(Stream.iterate(Pause.NONE, pause -> pause.after(AT_ONCE)).limit(8))
        .extracting(pause -> pause.length().toMillis())
        .containsExactly(0L, 250L, 500L, 1_000L, 2_000L, 4_000L, 5_000L, 5_000L);
  }

  @Test
  void isNoneAgainAfterThirtySecondsOfHealth() {
    var grown = Pause.NONE.after(AT_ONCE).after(AT_ONCE);
    assertThat(grown.after(Duration.ofMillis(29_999)).length()).isPositive();
    assertThat(grown.after(Duration.ofSeconds(30))).isEqualTo(Pause.NONE);
  }
}
