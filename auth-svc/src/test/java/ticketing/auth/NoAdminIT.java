package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ticketing.auth.AuthClient.PASSWORD;
import static ticketing.auth.AuthClient.credentials;
import static ticketing.auth.AuthClient.newEmail;

import com.auth0.jwt.JWT;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.auth.AuthClient.Answer;
import ticketing.auth.AuthCommand.Ended;
import ticketing.auth.TwoInstances.Pair;

/** Losing a role ends all sessions, as their tokens name it. */
@ExtendWith(TwoInstances.class)
class NoAdminIT {

  private final Pair pair;
  private final AuthClient auth;
  private final AuthCommand command;

  NoAdminIT(Pair pair) {
    this.pair = pair;
    this.auth = pair.first();
    this.command = new AuthCommand("no-admin", pair.database());
  }

  @Test
  void takesTheRoleAndEndsAllSessionsEachWithItsEvent() throws Exception {
    String email = newEmail();
    Answer first = auth.post("/users", credentials(email, PASSWORD), null);
    makeAdmin(email);
    Answer second = auth.post("/sessions", credentials(email, PASSWORD), null);
    Answer ended = auth.post("/sessions", credentials(email, PASSWORD), null);
    auth.signOut(ended.token());
    Answer another = auth.signUp();

    Ended taken = command.run("config.yml", "--email", email);

    assertThat(taken.said())
        .contains("User " + first.userId() + " is no admin any more; sessions ended: 2");
    assertThat(taken.exit()).isZero();
    for (Answer session : new Answer[] {first, second}) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> pair.second().get("/users/me", session.token()).status() == 401);
      assertThat(auth.renew(session.token()).status()).isEqualTo(401);
      assertThat(CookieIT.exchange(auth, CookieIT.secret(session)).status()).isEqualTo(401);
    }
    String ends =
        "select count(*) from event_log where type = 'session.ended' and body like '%%%s%%'";
    assertThat(pair.count(ends.formatted(first.userId()))).isEqualTo(3);
    assertThat(auth.get("/users/me", another.token()).status()).isEqualTo(200);
    Answer again = auth.post("/sessions", credentials(email, PASSWORD), null);
    assertThat(role(again)).isEqualTo("user");

    Ended nothing = command.run("config.yml", "--email", email);
    assertThat(nothing.said()).contains("User " + first.userId() + " is no admin as it is");
    assertThat(nothing.exit()).isZero();
    assertThat(auth.get("/users/me", again.token()).status()).isEqualTo(200);
  }

  @Test
  void aSessionThatBeginsMeanwhileDoesNotHaveTheRole() throws Exception {
    String email = newEmail();
    auth.post("/users", credentials(email, PASSWORD), null);
    makeAdmin(email);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> signIn =
          pair.jdbi()
              .inTransaction(handle -> {
                handle.execute("set local idle_in_transaction_session_timeout = 0");
                var dao = handle.attach(UserDao.class);
                User admin = dao.lock(email).orElseThrow();
                var begun =
                    threads.submit(
                        () -> auth.post("/sessions", credentials(email, PASSWORD), null));
                await().until(this::aUserIsWaitedFor);
                dao.store(admin.takeAdmin(Instant.now()).orElseThrow().row());
                return begun;
              });
      assertThat(role(signIn.get())).isEqualTo("user");
    }
  }

  // By a connection of its own: a transaction sees the first answer again and again.
  private boolean aUserIsWaitedFor() {
    String waiting =
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
          and query like '%users%for share%'
        """;
    return pair.count(waiting) == 1;
  }

  private void makeAdmin(String email) {
    pair.jdbi()
        .useTransaction(handle -> {
          var dao = handle.attach(UserDao.class);
          User user = dao.lock(email).orElseThrow();
          dao.store(user.makeAdmin(Instant.now()).orElseThrow().row());
        });
  }

  private static String role(Answer session) {
    return JWT.decode(session.token()).getClaim("role").asString();
  }
}
