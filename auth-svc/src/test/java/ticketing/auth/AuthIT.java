package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ticketing.auth.AuthClient.PASSWORD;
import static ticketing.auth.AuthClient.credentials;
import static ticketing.auth.AuthClient.newEmail;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.auth.AuthClient.Answer;
import ticketing.auth.TwoInstances.Pair;

/** Signing up, in and out, and who is who, through HTTP. */
@ExtendWith(TwoInstances.class)
class AuthIT {

  private final Pair pair;
  private final AuthClient auth;

  AuthIT(Pair pair) {
    this.pair = pair;
    this.auth = pair.first();
  }

  @Test
  void signsUpAndKnowsTheUserByTheToken() {
    String email = newEmail();
    Instant before = Instant.now();
    Answer session = auth.post("/users", credentials(email, PASSWORD), null);
    assertThat(session.status()).isEqualTo(201);
    assertThat(session.body().path("user").path("email").asText()).isEqualTo(email);
    assertThat(Instant.parse(session.body().path("expiresAt").asText()))
        .isBetween(
            before.plus(Duration.ofMinutes(15)).minusSeconds(1),
            Instant.now().plus(Duration.ofMinutes(15)));
    assertThat(session.headers().firstValue("Cache-Control").orElse("")).contains("no-store");

    Answer me = auth.get("/users/me", session.token());
    assertThat(me.status()).isEqualTo(200);
    assertThat(me.body().path("id").asText()).isEqualTo(session.userId());
    assertThat(me.body().path("email").asText()).isEqualTo(email);
  }

  @Test
  void signsInWhateverTheEmailsCase() {
    String email = newEmail();
    String userId = auth.post("/users", credentials(email, PASSWORD), null).userId();
    String shouted = email.toUpperCase(Locale.ROOT);
    Answer session = pair.second().post("/sessions", credentials(shouted, PASSWORD), null);
    assertThat(session.status()).isEqualTo(201);
    assertThat(session.userId()).isEqualTo(userId);
    assertThat(session.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(auth.get("/users/me", session.token()).status()).isEqualTo(200);
  }

  @Test
  void tellsNotWhetherEmailOrPasswordIsWrong() {
    String email = newEmail();
    auth.post("/users", credentials(email, PASSWORD), null);
    Answer wrongPassword = auth.post("/sessions", credentials(email, "wrong password"), null);
    Answer wrongEmail = auth.post("/sessions", credentials(newEmail(), PASSWORD), null);
    assertThat(wrongPassword.status()).isEqualTo(401);
    assertThat(wrongPassword.code()).isEqualTo("INVALID_CREDENTIALS");
    assertThat(wrongEmail.body()).isEqualTo(wrongPassword.body());
    assertThat(wrongEmail.status()).isEqualTo(401);
  }

  @Test
  void ofManySignUpsWithOneEmailAtOnceOneWins() throws Exception {
    String email = newEmail();
    Callable<String> lower = () -> signUp(pair.first(), email);
    Callable<String> upper = () -> signUp(pair.second(), email.toUpperCase(Locale.ROOT));
    List<String> outcomes;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var attempts = List.of(lower, upper, lower, upper, lower, upper, lower, upper);
      outcomes = threads.invokeAll(attempts).stream().map(Future::resultNow).sorted().toList();
    }
    assertThat(outcomes).startsWith("201 ").endsWith("409 EMAIL_TAKEN");
    assertThat(Collections.frequency(outcomes, "409 EMAIL_TAKEN")).isEqualTo(7);
    assertThat(pair.count("select count(*) from users where email = '" + email + "'")).isOne();
  }

  private static String signUp(AuthClient instance, String email) {
    Answer answer = instance.post("/users", credentials(email, PASSWORD), null);
    return answer.status() + " " + answer.code();
  }

  @Test
  void renewsASessionThatLives() {
    Answer session = auth.signUp();
    String renewed = "select renewed_at > created_at from sessions where user_id = '%s'";
    assertThat(pair.one(renewed.formatted(session.userId()), Boolean.class)).isFalse();
    Answer renewal = pair.second().renew(session.token());
    assertThat(renewal.status()).isEqualTo(200);
    assertThat(renewal.userId()).isEqualTo(session.userId());
    assertThat(renewal.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(auth.get("/users/me", renewal.token()).status()).isEqualTo(200);
    assertThat(pair.one(renewed.formatted(session.userId()), Boolean.class)).isTrue();
  }

  @Test
  void renewsNoSessionThatEndedThoughItsEndWasNotHeard() {
    Answer session = auth.signUp();
    pair.jdbi()
        .useHandle(handle ->
            handle.execute(
                "update sessions set version = 1, ended_at = now() where user_id = ?",
                UUID.fromString(session.userId())));
    Answer renewal = auth.renew(session.token());
    assertThat(renewal.status()).isEqualTo(401);
    assertThat(renewal.code()).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void aSignOutIsKnownToTheOtherInstanceWithinASecond() {
    // Of some, as this machine may be busy with something else at the moment.
    var fastest =
        Stream.generate(this::untilTheOtherInstanceKnows)
            .limit(3)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    assertThat(fastest).isLessThan(Duration.ofSeconds(1));
  }

  private Duration untilTheOtherInstanceKnows() {
    Answer session = auth.signUp();
    Answer other = auth.signUp();
    assertThat(pair.second().get("/users/me", session.token()).status()).isEqualTo(200);
    assertThat(auth.signOut(session.token()).status()).isEqualTo(204);
    long signedOut = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> pair.second().get("/users/me", session.token()).status() == 401);
    var took = Duration.ofNanos(System.nanoTime() - signedOut);
    Answer refused = pair.second().get("/users/me", session.token());
    assertThat(refused.code()).isEqualTo("UNAUTHENTICATED");
    assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(pair.second().renew(session.token()).status()).isEqualTo(401);
    assertThat(pair.second().get("/users/me", other.token()).status()).isEqualTo(200);
    return took;
  }

  @Test
  void signingOutTwiceOrWithoutAValidTokenIsNoError() {
    Answer session = auth.signUp();
    assertThat(auth.signOut(session.token()).status()).isEqualTo(204);
    assertThat(pair.second().signOut(session.token()).status()).isEqualTo(204);
    assertThat(auth.signOut(null).status()).isEqualTo(204);
    assertThat(auth.signOut("nonsense").status()).isEqualTo(204);
    String ends =
        "select count(*) from event_log where type = 'session.ended' and body like '%%%s%%'";
    assertThat(pair.count(ends.formatted(session.userId()))).isOne();
  }

  @Test
  void tellsOfUsersButTheirEmailsToThemselvesAlone() {
    Answer one = auth.signUp();
    Answer other = auth.signUp();
    String path =
        "/users/by-ids?ids="
            + one.userId()
            + "&ids="
            + other.userId()
            + "&ids="
            + UUID.randomUUID();
    Answer toAnyone = auth.get(path, null);
    assertThat(toAnyone.status()).isEqualTo(200);
    assertThat(toAnyone.body().path("items").findValuesAsText("id"))
        .containsExactlyInAnyOrder(one.userId(), other.userId());
    assertThat(toAnyone.body().toString()).doesNotContain("@");
    Answer toOne = auth.get(path, one.token());
    String email = one.body().path("user").path("email").asText();
    assertThat(toOne.body().path("items")).hasSize(2);
    assertThat(toOne.body().toString()).containsOnlyOnce("@").contains(email);
  }
}
