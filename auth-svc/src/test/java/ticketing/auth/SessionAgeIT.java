package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.auth.AuthClient.Answer;
import ticketing.auth.TwoInstances.Pair;

/** Sessions end for their age, and are deleted when they are over. */
@ExtendWith(TwoInstances.class)
class SessionAgeIT {

  private static final Duration IDLE = Duration.ofDays(7);
  private static final Duration LONGEST = Duration.ofDays(30);

  private final Pair pair;
  private final AuthClient auth;
  private final Instant now = Instant.now();

  SessionAgeIT(Pair pair) {
    this.pair = pair;
    this.auth = pair.first();
  }

  @Test
  void anIdleSessionIsNeitherRenewedNorExchanged() {
    assertOver(session(now.minus(IDLE), now.minus(IDLE)));
    assertLives(session(now.minus(IDLE), now.minus(IDLE).plusSeconds(60)));
  }

  @Test
  void aSessionIsNeitherRenewedNorExchangedAfterThirtyDays() {
    assertOver(session(now.minus(LONGEST), now));
    assertLives(session(now.minus(LONGEST).plusSeconds(60), now));
  }

  @Test
  void noAccessTokenOutlivesItsSession() {
    Instant begun = now.minus(LONGEST).plusSeconds(60);
    Answer renewal = auth.renew(session(begun, now).token());
    Instant end = begun.plus(LONGEST).truncatedTo(ChronoUnit.SECONDS);
    assertThat(renewal.body().path("expiresAt").asText()).isEqualTo(end.toString());
    assertThat(JWT.decode(renewal.token()).getExpiresAtAsInstant()).isEqualTo(end);
  }

  @Test
  void whatIsOverIsDeletedADayLaterAndNothingElse() throws Exception {
    Duration day = Duration.ofDays(1);
    Instant dayAgo = now.minus(day);
    Answer idle = session(dayAgo.minus(IDLE).minusSeconds(60), dayAgo.minus(IDLE).minusSeconds(1));
    Answer old = session(dayAgo.minus(LONGEST).minusSeconds(1), now);
    Answer out = auth.signUp();
    auth.signOut(out.token());
    set("ended_at", out, dayAgo.minusSeconds(1));
    Answer justIdle = session(dayAgo.minus(IDLE), dayAgo.minus(IDLE).plusSeconds(60));
    Answer justOld = session(dayAgo.minus(LONGEST).plusSeconds(60), now);
    Answer justOut = auth.signUp();
    auth.signOut(justOut.token());
    Answer live = auth.signUp();

    // One that is in use is left to the next time.
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      pair.jdbi()
          .useTransaction(handle -> {
            handle.execute("set local idle_in_transaction_session_timeout = 0");
            handle.execute("select from sessions where user_id = ? for update", id(old));
            threads.submit(this::sweep).get();
          });
    }
    assertThat(rows(idle, out)).isZero();
    assertThat(rows(old, justIdle, justOld, justOut, live)).isEqualTo(5);

    sweep();
    assertThat(rows(old)).isZero();
    assertThat(rows(justIdle, justOld, justOut, live)).isEqualTo(4);
  }

  @Test
  void muchThatIsOverIsDeletedInBatches() {
    String userId = auth.signUp().userId();
    pair.jdbi()
        .useHandle(handle ->
            handle.execute(
                """
                insert into sessions (id, user_id, version, created_at, renewed_at)
                select gen_random_uuid(), ?, 0, now() - interval '9 days', now() - interval '9 days'
                from generate_series(1, 1100)
                """,
                UUID.fromString(userId)));
    sweep();
    assertThat(pair.count("select count(*) from sessions where user_id = '" + userId + "'"))
        .isOne();
  }

  private void sweep() {
    int limit = 500;
    int swept = limit;
    while (swept == limit) {
      swept = SessionSweep.sweep(pair.jdbi(), now, limit);
    }
  }

  private void assertOver(Answer session) {
    assertThat(auth.renew(session.token()).code()).isEqualTo("UNAUTHENTICATED");
    assertThat(CookieIT.exchange(auth, CookieIT.secret(session)).code())
        .isEqualTo("UNAUTHENTICATED");
  }

  private void assertLives(Answer session) {
    assertThat(CookieIT.exchange(auth, CookieIT.secret(session)).status()).isEqualTo(200);
    assertThat(auth.renew(session.token()).status()).isEqualTo(200);
  }

  private Answer session(Instant begun, Instant renewed) {
    Answer session = auth.signUp();
    set("created_at", session, begun);
    set("renewed_at", session, renewed);
    return session;
  }

  private void set(String column, Answer session, Instant time) {
    pair.jdbi()
        .useHandle(handle ->
            handle.execute(
                "update sessions set " + column + " = ? where user_id = ?", time, id(session)));
  }

  private long rows(Answer... sessions) {
    long rows = 0;
    for (Answer session : sessions) {
      rows +=
          pair.count("select count(*) from sessions where user_id = '" + session.userId() + "'");
    }
    return rows;
  }

  private static UUID id(Answer session) {
    return UUID.fromString(session.userId());
  }
}
