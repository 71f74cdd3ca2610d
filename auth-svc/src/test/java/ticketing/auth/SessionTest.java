package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.SessionState;

class SessionTest {

  private static final UUID ID = UUID.fromString("0193a0e0-0000-7000-8000-000000000001");
  private static final UUID USER = UUID.fromString("0193a0e0-0000-7000-8000-000000000002");
  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30.123Z");
  private static final Instant LATER = NOW.plusSeconds(60);

  private final Session session = Session.begin(ID, USER, NOW);

  @Test
  void beginsUntold() {
    assertThat(session).isEqualTo(new Session(ID, USER, 0, NOW, NOW, null));
  }

  @Test
  void renewingMovesItsTimeAlone() {
    assertThat(session.renew(LATER)).contains(new Session(ID, USER, 0, NOW, LATER, null));
  }

  @Test
  void itsEndIsToldAsVersionOne() {
    var renewed = session.renew(LATER).orElseThrow();
    Instant end = LATER.plusSeconds(60);
    var state = new SessionState(ID, USER, end, 1);
    assertThat(renewed.end(end))
        .isEqualTo(
            new Change<>(
                new Session(ID, USER, 1, NOW, LATER, end),
                new Event<>(Events.SESSION_ENDED, ID, 1, end, state)));
  }

  @Test
  void endsOnceAndIsNotRenewedAfter() {
    var ended = ((Change<Session>) session.end(NOW)).row();
    assertThat(ended.end(LATER)).isInstanceOf(Refusal.class);
    assertThat(ended.renew(LATER)).isEmpty();
  }

  @Test
  void endsAfterSevenDaysWithoutRenewal() {
    Instant end = NOW.plus(Duration.ofDays(7));
    assertThat(session.renew(end)).isEmpty();
    var renewed = session.renew(end.minusMillis(1)).orElseThrow();
    assertThat(renewed.renew(end.plus(Duration.ofDays(6)))).isPresent();
  }

  @Test
  void endsAfterThirtyDaysHoweverOftenItIsRenewed() {
    Instant end = NOW.plus(Duration.ofDays(30));
    assertThat(session.endsAt()).isEqualTo(end);
    var renewed = new Session(ID, USER, 0, NOW, end.minusSeconds(1), null);
    assertThat(renewed.renew(end.minusMillis(1))).isPresent();
    assertThat(renewed.renew(end)).isEmpty();
  }
}
