package ticketing.chassis.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

  private final Instant now = Clock.systemUTC().instant();
  private final UUID id = Ids.next();

  @Test
  void anIdIsYoungForFiveSecondsByWhicheverClock() {
    assertThat(Ids.isYoung(id, now)).isTrue();
    assertThat(Ids.isYoung(id, now.plusSeconds(4))).isTrue();
    assertThat(Ids.isYoung(id, now.minusSeconds(4))).isTrue();
    assertThat(Ids.isYoung(id, now.plusSeconds(6))).isFalse();
  }

  @Test
  void anIdThatWasMadeUpIsNot() {
    assertThat(Ids.isYoung(id, now.minusSeconds(60))).isFalse();
    assertThat(Ids.isYoung(UUID.fromString("f0000000-0000-4000-8000-000000000000"), now)).isFalse();
  }
}
