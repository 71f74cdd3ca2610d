package ticketing.auth;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static ticketing.auth.AuthClient.PASSWORD;
import static ticketing.auth.AuthClient.credentials;
import static ticketing.auth.AuthClient.newAddress;
import static ticketing.auth.AuthClient.newEmail;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.auth.AuthClient.Answer;
import ticketing.auth.TwoInstances.Pair;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.auth.SessionRepresentation;
import ticketing.contracts.auth.UserRepresentation;

/**
 * How often passwords may be guessed and users made: over HTTP, and, where that would hash for
 * long, by a third throttle on the instances' own database.
 */
@ExtendWith(TwoInstances.class)
class ThrottleIT {

  private static final ThrottleConfig DEFAULTS =
      new ThrottleConfig(10, 100, Duration.ofMinutes(15), 30, Duration.ofHours(1));
  private static final SignedIn IN =
      new SignedIn(
          new SessionRepresentation(
              new UserRepresentation(UUID.randomUUID(), null), "token", Instant.EPOCH),
          SessionSecret.next());

  private final Pair pair;
  private final AuthClient auth;

  private Instant now = Instant.parse("2020-02-02T20:20:20Z");

  ThrottleIT(Pair pair) {
    this.pair = pair;
    this.auth = pair.first();
  }

  @Test
  void afterTenFailuresAnAccountIsRefusedEverywhereTheRightPasswordToo() {
    String email = newEmail();
    auth.post("/users", credentials(email, PASSWORD), null);
    for (int failure = 0; failure < 10; failure++) {
      AuthClient instance = failure % 2 == 0 ? auth : pair.second();
      assertThat(signIn(instance, email.toUpperCase(Locale.ROOT), "wrong password").status())
          .isEqualTo(401);
    }
    for (AuthClient instance : new AuthClient[] {auth, pair.second()}) {
      assertRateLimited(signIn(instance, email, PASSWORD), 15 * 60);
    }
    assertThat(pair.count("select count(*) from buckets where length(id) <> 32")).isZero();
  }

  @Test
  void anAccountThatNobodyHasIsRefusedInTheSameWords() {
    String email = newEmail();
    String nobodys = newEmail();
    auth.post("/users", credentials(email, PASSWORD), null);
    Throttle throttle = throttle(InstantSource.system());
    for (int failure = 0; failure < 10; failure++) {
      fail(throttle, email, newAddress());
      fail(throttle, nobodys, newAddress());
    }
    Answer one = signIn(auth, email, PASSWORD);
    Answer other = signIn(auth, nobodys, PASSWORD);
    assertRateLimited(other, 15 * 60);
    assertThat(other.body().path("detail")).isEqualTo(one.body().path("detail"));
    assertThat(other.body().fieldNames())
        .toIterable()
        .containsExactlyElementsOf(() -> one.body().fieldNames());
  }

  @Test
  void afterAHundredFailuresAnAddressIsRefusedWhateverItSaysOfItself() {
    String address = newAddress();
    Throttle throttle = throttle(InstantSource.system());
    for (int failure = 0; failure < 100; failure++) {
      fail(throttle, newEmail(), address);
    }
    Answer session = auth.signUp();
    String email = session.body().path("user").path("email").asText();
    for (String said : new String[] {address, "6.6.6.6, for=" + address}) {
      assertRateLimited(signIn(auth.from(said), email, PASSWORD), 15 * 60);
    }
    assertThat(bucketsOf(email)).isZero();
    assertThat(signIn(auth, email, PASSWORD).status()).isEqualTo(201);
  }

  @Test
  void afterThirtySignUpsAnAddressMakesNoMoreUsers() {
    String address = newAddress();
    Throttle throttle = throttle(InstantSource.system());
    for (int user = 0; user < 29; user++) {
      throttle.signUp(literal(address), () -> IN);
    }
    String email = newEmail();
    Answer last = auth.from(address).post("/users", credentials(email, PASSWORD), null);
    assertThat(last.status()).isEqualTo(201);
    String another = newEmail();
    Answer refused = auth.from(address).post("/users", credentials(another, PASSWORD), null);
    assertRateLimited(refused, 60 * 60);
    assertThat(pair.count("select count(*) from users where email = '" + another + "'")).isZero();
    assertThat(auth.post("/users", credentials(another, PASSWORD), null).status()).isEqualTo(201);
  }

  @Test
  void manyAtOnceGetNoMoreTries() throws Exception {
    String email = newEmail();
    var tries = new AtomicInteger();
    Throttle[] instances = {throttle(InstantSource.system()), throttle(InstantSource.system())};
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 40; i++) {
        Throttle instance = instances[i % 2];
        var unused =
            threads.submit(() ->
                instance.signIn(
                    email,
                    literal(newAddress()),
                    () -> {
                      tries.incrementAndGet();
                      throw new ProblemException(ErrorCode.INVALID_CREDENTIALS, "no");
                    }));
      }
    }
    assertThat(tries).hasValue(10);
  }

  @Test
  void whatDoesNotFailIsNotCounted() {
    String email = newEmail();
    String address = newAddress();
    Throttle throttle = throttle(() -> now);
    Supplier<SignedIn> busy =
        () -> {
          throw ProblemException.retryLater(ErrorCode.RATE_LIMITED, "busy", 1);
        };
    Supplier<SignedIn> broken =
        () -> {
          throw new IllegalStateException("broken");
        };
    for (int i = 0; i < 11; i++) {
      assertThat(throttle.signIn(email, literal(address), () -> IN)).isSameAs(IN);
      assertRefused(() -> throttle.signIn(email, literal(address), busy), 1);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> throttle.signIn(email, literal(address), broken));
    }
    for (int i = 0; i < 31; i++) {
      assertRefused(() -> throttle.signUp(literal(address), busy), 1);
    }
    for (int i = 0; i < 30; i++) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() ->
              throttle.signUp(
                  literal(address),
                  () -> {
                    throw new ProblemException(ErrorCode.EMAIL_TAKEN, "taken");
                  }));
    }
    assertRefused(() -> throttle.signUp(literal(address), () -> IN), 60 * 60);
  }

  @Test
  void fifteenMinutesLaterThereAreTenTriesAgain() {
    String email = newEmail();
    Throttle throttle = throttle(() -> now);
    for (int round = 0; round < 2; round++) {
      for (int failure = 0; failure < 10; failure++) {
        fail(throttle, email, newAddress());
      }
      now = now.plus(Duration.ofMinutes(14));
      assertRefused(() -> throttle.signIn(email, literal(newAddress()), () -> IN), 60);
      now = now.plus(Duration.ofMinutes(1));
    }
  }

  /** Whoever has one address of an IPv6 network has all of them. */
  @Test
  void anIpv6NetworkIsOneAddress() {
    Throttle throttle = throttle(() -> now);
    for (int user = 0; user < 30; user++) {
      throttle.signUp(literal("2001:db8:0:7::" + user), () -> IN);
    }
    assertRefused(() -> throttle.signUp(literal("2001:db8:0:7:8:9:a:b"), () -> IN), 60 * 60);
    assertThat(throttle.signUp(literal("2001:db8:0:8::1"), () -> IN)).isSameAs(IN);
  }

  @Test
  void whatIsFullAgainIsSweptAndNothingElse() {
    String email = newEmail();
    fail(throttle(InstantSource.system()), email, newAddress());
    pair.jdbi()
        .useHandle(handle ->
            handle.execute(
                """
                insert into buckets (id, expires_at)
                select sha256(n::text::bytea), 1600000000000 + n from generate_series(1, 2500) n
                """));
    assertThat(new BucketDao(pair.pool(), InstantSource.system()).sweep(3_000))
        .isGreaterThanOrEqualTo(2_500);
    assertThat(pair.count("select count(*) from buckets where expires_at < 1600000003000"))
        .isZero();
    assertThat(bucketsOf(email)).isOne();
  }

  @Test
  void loadTestsAreNotThrottled() {
    String email = newEmail();
    var unbound = new Throttle(new BucketDao(pair.pool(), () -> now), DEFAULTS, false);
    for (int failure = 0; failure < 11; failure++) {
      fail(unbound, email, "10.255.255.255");
    }
    for (int user = 0; user < 31; user++) {
      assertThat(unbound.signUp(literal("10.255.255.255"), () -> IN)).isSameAs(IN);
    }
  }

  private long bucketsOf(String email) {
    return pair.count(
        "select count(*) from buckets where id = sha256('failed sign-ins to " + email + "')");
  }

  private Throttle throttle(InstantSource clock) {
    return new Throttle(new BucketDao(pair.pool(), clock), DEFAULTS, true);
  }

  private static void fail(Throttle throttle, String email, String address) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() ->
            throttle.signIn(
                email,
                literal(address),
                () -> {
                  throw new ProblemException(ErrorCode.INVALID_CREDENTIALS, "no");
                }))
        .satisfies(refused ->
            assertThat(refused.problem().code()).isEqualTo(ErrorCode.INVALID_CREDENTIALS));
  }

  private static void assertRefused(Supplier<SignedIn> attempt, int seconds) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(attempt::get)
        .satisfies(refused -> {
          assertThat(refused.problem().code()).isEqualTo(ErrorCode.RATE_LIMITED);
          assertThat(refused.problem().retryAfterSeconds()).isEqualTo(seconds);
        });
  }

  private static void assertRateLimited(Answer answer, int mostSeconds) {
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.code()).isEqualTo("RATE_LIMITED");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    int seconds = requireNonNull(answer.body().get("retryAfterSeconds")).asInt();
    assertThat(seconds).isBetween(1, mostSeconds);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue(String.valueOf(seconds));
  }

  private static Answer signIn(AuthClient instance, String email, String password) {
    return instance.post("/sessions", credentials(email, password), null);
  }

  private static InetAddress literal(String address) {
    return InetAddress.ofLiteral(address);
  }
}
