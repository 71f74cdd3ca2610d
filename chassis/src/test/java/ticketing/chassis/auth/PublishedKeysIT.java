package ticketing.chassis.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;

class PublishedKeysIT {

  private static final SigningKey ONE = SigningKey.named("one");
  private static final SigningKey TWO = SigningKey.named("two");

  private final AtomicInteger fetches = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private volatile String answer = keys(ONE);
  private volatile boolean silent;
  private volatile Duration fetchTakes = Duration.ZERO;
  private HttpServer authSvc;
  private PublishedKeys published;

  @BeforeEach
  void start() throws IOException {
    authSvc = listen(0);
    var address = URI.create("http://127.0.0.1:" + authSvc.getAddress().getPort());
    published = new PublishedKeys(address, () -> now);
  }

  @AfterEach
  void stop() {
    ended.countDown();
    authSvc.stop(0);
  }

  @Test
  void areFetchedWhenFirstAskedFor() {
    assertThat(fetches).hasValue(0);
    assertThat(published.getPublicKeyById("one")).isEqualTo(ONE.publicKey());
    now = now.plus(Duration.ofMinutes(4)).minusMillis(1);
    assertThat(published.getPublicKeyById("one")).isEqualTo(ONE.publicKey());
    assertThat(fetches).hasValue(1);
  }

  @Test
  void oneThatIsPublishedNoMoreIsForgottenAfterFiveMinutes() {
    answer = keys(ONE, TWO);
    assertThat(published.getPublicKeyById("one")).isEqualTo(ONE.publicKey());
    answer = keys(TWO);
    now = now.plus(Duration.ofMinutes(4));
    assertThat(published.getPublicKeyById("one")).isNull();
    assertThat(published.getPublicKeyById("two")).isEqualTo(TWO.publicKey());
    assertThat(fetches).hasValue(2);
  }

  @Test
  void aTokenThatWasAcceptedIsRefusedOnceItsKeyIsForgotten() {
    var clock = Clock.fixed(now, ZoneOffset.UTC);
    var caller = new Caller(UUID.randomUUID(), UUID.randomUUID(), "user");
    String token = new AccessTokens(ONE, clock).sign(caller, now, now.plus(AccessTokens.LIFETIME));
    var verifier = new AccessTokens(published, clock);
    assertThat(verifier.verify(token)).hasValue(caller);
    answer = keys(TWO);
    now = now.plus(Duration.ofMinutes(4));
    assertThat(verifier.verify(token)).isEmpty();
  }

  @Test
  void aRefreshThatFailsIsTriedAgainAfterTenSecondsAndForgetsNothing() {
    assertThat(published.getPublicKeyById("one")).isNotNull();
    answer = "";
    now = now.plus(Duration.ofMinutes(4));
    assertThat(published.getPublicKeyById("one")).isEqualTo(ONE.publicKey());
    now = now.plusSeconds(9);
    assertThat(published.getPublicKeyById("one")).isEqualTo(ONE.publicKey());
    assertThat(fetches).hasValue(2);
    answer = keys(TWO);
    now = now.plusSeconds(1);
    assertThat(published.getPublicKeyById("one")).isNull();
    assertThat(fetches).hasValue(3);
  }

  @Test
  void inventedIdsCostOneFetchInTenSeconds() throws Exception {
    askAtOnce(id -> assertThat(published.getPublicKeyById(id)).isNull());
    assertThat(fetches).hasValue(1);
    now = now.plusSeconds(9);
    assertThat(published.getPublicKeyById("invented")).isNull();
    assertThat(fetches).hasValue(1);
    now = now.plusSeconds(1);
    assertThat(published.getPublicKeyById("invented")).isNull();
    assertThat(fetches).hasValue(2);
  }

  @Test
  void mayBeRotated() {
    assertThat(published.getPublicKeyById("one")).isNotNull();
    answer = keys(ONE, TWO);
    now = now.plusSeconds(10);
    assertThat(published.getPublicKeyById("two")).isEqualTo(TWO.publicKey());
    assertThat(published.getPublicKeyById("one")).isEqualTo(ONE.publicKey());
    answer = keys(TWO);
    now = now.plusSeconds(10);
    assertThat(published.getPublicKeyById("three")).isNull();
    assertThat(published.getPublicKeyById("one")).isNull();
  }

  @Test
  void aTokenWithoutKeyIdCostsNothing() {
    assertThat(published.getPublicKeyById(null)).isNull();
    assertThat(fetches).hasValue(0);
  }

  @Test
  void authSvcAwayIsNoReasonToRefuseAToken() throws IOException {
    int port = authSvc.getAddress().getPort();
    authSvc.stop(0);
    assertUnavailable("one");
    authSvc = listen(port);
    assertUnavailable("one");
    now = now.plusSeconds(1);
    assertThat(published.getPublicKeyById("one")).isEqualTo(ONE.publicKey());
  }

  @Test
  void whatIsKnownStaysKnownWhileAuthSvcIsAway() {
    assertThat(published.getPublicKeyById("one")).isNotNull();
    authSvc.stop(0);
    now = now.plus(Duration.ofHours(1));
    assertUnavailable("two");
    assertThat(published.getPublicKeyById("one")).isEqualTo(ONE.publicKey());
  }

  @Test
  void doNotWaitForeverForAuthSvc() {
    silent = true;
    long start = System.nanoTime();
    assertUnavailable("one");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void whoeverWaitsForAFetchThatFailsDoesNotFetchInTurn() throws Exception {
    answer = "";
    fetchTakes = Duration.ofSeconds(2);
    askAtOnce(this::assertUnavailable);
    assertThat(fetches).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kty\": \"OKP\", \"kid\": \"new\", \"crv\": \"Ed25519\", \"x\": \"AQ\"}",
        "{\"kty\": \"EC\", \"kid\": \"new\", \"crv\": \"P-999\", \"x\": \"AQ\", \"y\": \"AQ\"}",
        "{\"kty\": \"EC\", \"kid\": \"new\"}"
      })
  void aKeyOfAKindThatIsNotKnownHidesNoOther(String unknown) {
    answer = keys(ONE).replace("[", "[" + unknown + ", ").replace("]", ", " + unknown + "]");
    assertThat(published.getPublicKeyById("one")).isEqualTo(ONE.publicKey());
    assertThat(published.getPublicKeyById("new")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "{\"keys\": [{}]}",
        "{\"keys\": [{\"kty\": \"EC\"}]}",
        "{\"keys\": [{\"kty\": \"EC\", \"kid\": \"one\", \"crv\": \"P-256\", \"x\": \"!\", \"y\":"
            + " \"AQ\"}]}"
      })
  void anAnswerThatIsNoneIsAuthSvcAway(String rubbish) {
    answer = rubbish;
    assertUnavailable("one");
    assertUnavailable("one");
    assertThat(fetches).hasValue(1);
    answer = keys(ONE);
    now = now.plusSeconds(1);
    assertThat(published.getPublicKeyById("one")).isEqualTo(ONE.publicKey());
  }

  private static void askAtOnce(Consumer<String> ask) throws Exception {
    try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> asked = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String id = "invented " + i;
        asked.add(askers.submit(() -> ask.accept(id)));
      }
      for (Future<?> future : asked) {
        future.get();
      }
    }
  }

  private void assertUnavailable(@Nullable String id) {
    assertThatThrownBy(() -> published.getPublicKeyById(id))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
              assertThat(e.problem().retryAfterSeconds()).isEqualTo(1);
            });
  }

  private HttpServer listen(int port) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/.well-known/jwks.json", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      fetches.incrementAndGet();
      now = now.plus(fetchTakes);
      if (silent) {
        ended.await();
      }
      byte[] body = answer.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String keys(SigningKey... keys) {
    return "{\"keys\": [" + Stream.of(keys).map(SigningKey::jwk).collect(joining(", ")) + "]}";
  }
}
