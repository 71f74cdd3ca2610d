package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.auth0.jwt.JWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.auth.AuthClient.Answer;
import ticketing.auth.AuthCommand.Ended;
import ticketing.auth.TwoInstances.Pair;
import ticketing.chassis.auth.AccessTokens;
import ticketing.chassis.auth.PublishedKeys;

/** Keys change while tokens are used at two instances. */
@ExtendWith(TwoInstances.class)
class KeyRotationIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Pair pair;
  private final AuthClient first;
  private final AuthClient second;
  private final Jdbi jdbi;
  private final CyclicBarrier together = new CyclicBarrier(2);
  private volatile Instant serviceNow = Instant.now();

  KeyRotationIT(Pair pair) {
    this.pair = pair;
    this.first = pair.first();
    this.second = pair.second();
    this.jdbi = pair.jdbi();
  }

  /** With one key alone, that is a day old. */
  @BeforeEach
  void age() {
    passes(Duration.ofDays(2));
    await().atMost(PATIENCE).until(() -> keys() == 1);
  }

  @Test
  void aRotationSignsNobodyOutAndChangesTheKey() {
    var tokens = new ArrayList<>(List.of(first.signUp(), second.signUp()));
    var service =
        new AccessTokens(new PublishedKeys(first.base(), () -> serviceNow), Clock.systemUTC());
    String old = kid(tokens.getFirst());
    assertThat(service.verify(tokens.getFirst().token())).isPresent();

    jdbi.useTransaction(new KeyRotation(InstantSource.system())::rotate);
    await().atMost(PATIENCE).until(() -> published(first) == 2 && published(second) == 2);
    tokens.add(first.renew(tokens.get(0).token()));
    tokens.add(second.renew(tokens.get(1).token()));
    assertThat(tokens).extracting(KeyRotationIT::kid).containsOnly(old);

    passes(KeyRing.AHEAD);
    for (AuthClient instance : List.of(first, second)) {
      await()
          .atMost(PATIENCE)
          .until(() -> {
            Answer renewed = instance.renew(tokens.getFirst().token());
            tokens.add(renewed);
            assertAccepted(renewed);
            return !kid(renewed).equals(old);
          });
    }
    tokens.forEach(this::assertAccepted);
    serviceNow = serviceNow.plus(KeyRing.AHEAD);
    assertThat(tokens).allMatch(session -> service.verify(session.token()).isPresent());
    assertThat(tokens.stream().map(KeyRotationIT::kid).distinct()).hasSize(2);
  }

  @Test
  void tokensOfACompromisedKeyAreRefusedAtOnce() throws Exception {
    Answer session = first.signUp();
    String privateKey =
        pair.one(
            "select encode(private_key, 'base64') from signing_keys order by signs_from limit 1",
            String.class);

    Ended ended = new AuthCommand("rotate-keys", pair.database()).run("config.yml", "--now");

    assertThat(ended.exit()).isZero();
    assertThat(ended.said())
        .contains("Retired: key " + kid(session))
        .doesNotContain(privateKey.substring(0, 40));
    for (AuthClient instance : List.of(first, second)) {
      await()
          .atMost(PATIENCE)
          .until(() -> instance.get("/users/me", session.token()).status() == 401);
      assertThat(published(instance)).isOne();
      assertThat(instance.renew(session.token()).status()).isEqualTo(401);
    }
    Answer browser = CookieIT.exchange(second, CookieIT.secret(session));
    assertThat(kid(browser)).isNotEqualTo(kid(session));
    assertAccepted(browser);
  }

  @Test
  void twoRotationsAtOnceMakeOneKey() throws Exception {
    var rotation = new KeyRotation(InstantSource.system());
    twice(() -> atOnce(rotation::rotate));
    assertThat(keys()).isEqualTo(2);
    passes(KeyRing.AHEAD);
    twice(() -> atOnce(rotation::rotateNow));
    assertThat(pair.count("select count(*) from signing_keys where retired_at is null")).isOne();
    assertThat(keys()).isEqualTo(3);
  }

  @Test
  void whatIsDueIsDoneOnceByWhoeverComesFirst() throws Exception {
    passes(Duration.ofDays(29));
    await().atMost(PATIENCE).until(() -> published(first) == 2 && published(second) == 2);
    var every = Duration.ofDays(30);
    var rotation = new KeyRotation(InstantSource.system());
    twice(() -> atOnce(handle -> rotation.keep(handle, every)));
    assertThat(keys()).isEqualTo(2);
  }

  private Object atOnce(Consumer<Handle> rotation) throws Exception {
    together.await();
    jdbi.useTransaction(rotation::accept);
    return rotation;
  }

  private static void twice(Callable<Object> action) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Object> done : threads.invokeAll(List.of(action, action))) {
        done.get();
      }
    }
  }

  /** Every key is that much older. */
  private void passes(Duration time) {
    jdbi.useHandle(handle ->
        handle.execute(
            """
            update signing_keys
            set created_at = created_at - interval '1 second' * ?,
              signs_from = signs_from - interval '1 second' * ?,
              retired_at = retired_at - interval '1 second' * ?
            """,
            time.toSeconds(),
            time.toSeconds(),
            time.toSeconds()));
  }

  private void assertAccepted(Answer session) {
    for (AuthClient instance : List.of(first, second)) {
      assertThat(instance.get("/users/me", session.token()).status()).isEqualTo(200);
    }
  }

  private long keys() {
    return pair.count("select count(*) from signing_keys");
  }

  private static int published(AuthClient instance) {
    return instance.get("/.well-known/jwks.json", null).body().path("keys").size();
  }

  private static String kid(Answer session) {
    return JWT.decode(session.token()).getKeyId();
  }
}
