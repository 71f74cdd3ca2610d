package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.auth.SessionRepresentation;

/** What a browser's cookie is worth. */
final class CookieIT {

  private static final String ME = "{ me { id } }";
  private static final String SIGNED_IN = "{\"data\":{\"me\":{\"id\":\"" + World.id(7) + "\"}}}";
  private static final String SIGNED_OUT = "{\"data\":{\"me\":null}}";
  private static final String REMOVED =
      "ticketing_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0";
  private static final String EXCHANGE = "/sessions/exchange";

  private final Gateway gateway = Gateway.shared();
  private final World world = gateway.world;

  /** A new one each time: the gateway keeps what it exchanged. */
  private final String secret = "secret-" + UUID.randomUUID();

  private final String token = "token-" + UUID.randomUUID();

  private volatile Instant expiresAt = InstantSource.system().instant().plus(Duration.ofHours(1));
  private volatile boolean ended;

  CookieIT() {
    world.auth.answers(this::auth);
  }

  /** One session, of the secret. */
  private Reply auth(StubService.Call call) {
    if (call.path().equals(EXCHANGE)) {
      return !ended && call.body().equals("{\"secret\":\"" + secret + "\"}")
          ? Reply.ok(new SessionRepresentation(World.user(World.CALLER), token, expiresAt))
          : Reply.problem(ErrorCode.UNAUTHENTICATED);
    }
    if (call.path().equals("/sessions/current")) {
      ended = true;
      return Reply.nothing().with(REMOVED);
    }
    return ended || call.header("Authorization") == null
        ? Reply.problem(ErrorCode.UNAUTHENTICATED)
        : World.auth(call);
  }

  @ParameterizedTest
  @ValueSource(strings = {"signUp", "signIn"})
  void beginsWithItsSession(String mutation) {
    var cookie =
        "ticketing_session=" + secret + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000";
    world.auth.answers(call -> World.auth(call).with(cookie));

    var response =
        ask(
            "mutation { %s(input: {email: \"a@example.com\", password: \"12345678\"}) { expiresAt } }"
                .formatted(mutation));

    assertThat(response.headers().allValues("Set-Cookie")).containsExactly(cookie);
    assertThat(world.auth.onlyCall().header("Authorization")).isNull();
  }

  @Test
  void aloneSaysWhoAsks() {
    var response = ask(ME, "Cookie", "other=1; ticketing_session=" + secret + "; more=2");

    assertThat(response.body()).isEqualTo(SIGNED_IN);
    assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
    var call = world.auth.calls().getLast();
    assertThat(call.header("Authorization")).isEqualTo("Bearer " + token);
    assertThat(world.calls()).allSatisfy(one -> assertThat(one.header("Cookie")).isNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "", "Same-Origin", "whatever"})
  void isNotHeardFromAnotherSitesPage(String site) {
    var response = withCookie(ME, "Sec-Fetch-Site", site);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(Gateway.tree(response).at("/errors/0/extensions/code").asText())
        .isEqualTo("FORBIDDEN");
    assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(world.calls()).isEmpty();
  }

  @Test
  void isNotHeardWhereTheBrowserSaysBoth() {
    var response = withCookie(ME, "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Site", "cross-site");

    assertThat(response.statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void isHeardFromOurOwnPages(String site) {
    assertThat(withCookie(ME, "Sec-Fetch-Site", site).body()).isEqualTo(SIGNED_IN);
  }

  @Test
  void isExchangedOnceForManyRequestsAtOnce() throws Exception {
    world.auth.answers(call -> call.path().equals(EXCHANGE) ? auth(call).late(300) : auth(call));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked =
          IntStream.range(0, 20)
              .mapToObj(_ -> threads.submit(() -> withCookie("{ a: me { id } b: me { id } }")))
              .toList();
      for (Future<HttpResponse<String>> one : asked) {
        assertThat(one.get().body()).contains(World.id(7).toString()).doesNotContain("null");
      }
    }

    assertThat(withCookie(ME).body()).isEqualTo(SIGNED_IN);
    assertThat(exchanges()).isEqualTo(1);
  }

  @Test
  void isExchangedAnewAMinuteBeforeItsTokenEnds() {
    expiresAt = InstantSource.system().instant().plusSeconds(59);

    assertThat(withCookie(ME).body()).isEqualTo(SIGNED_IN);
    assertThat(withCookie(ME).body()).isEqualTo(SIGNED_IN);

    assertThat(exchanges()).isEqualTo(2);
  }

  @Test
  void isNotNeededForWhatIsTheSameForEveryone() {
    assertThat(withCookie("{ tickets { nodes { id } } }").body()).doesNotContain("errors");

    assertThat(world.tickets.onlyCall().header("Authorization")).isNull();
    assertThat(world.auth.calls()).isEmpty();
  }

  @Test
  void isRemovedOnceItsSessionEndedElsewhere() {
    withCookie(ME);
    ended = true;

    // The token is refused and forgotten, and then the secret is.
    assertThat(withCookie(ME).body()).isEqualTo(SIGNED_OUT);
    var response = withCookie("{ me { id } tickets { nodes { id } } }");

    assertThat(response.body()).contains("\"me\":null", World.id(0).toString());
    assertThat(response.headers().allValues("Set-Cookie")).containsExactly(REMOVED);
  }

  @Test
  void isRemovedBySigningOutAndWhatItWasWorthIsForgotten() {
    withCookie(ME);

    var response = withCookie("mutation { signOut }");

    assertThat(response.body()).isEqualTo("{\"data\":{\"signOut\":true}}");
    assertThat(response.headers().allValues("Set-Cookie")).containsExactly(REMOVED);
    assertThat(world.auth.calls().getLast().header("Authorization")).isEqualTo("Bearer " + token);
    withCookie(ME);
    assertThat(exchanges()).isEqualTo(2);
  }

  @Test
  void makesRoomForTheHeaderAuthorization() {
    withCookie(ME, "Authorization", "Bearer another");
    assertThat(world.auth.onlyCall().header("Authorization")).isEqualTo("Bearer another");

    world.auth.answers(this::auth);
    assertThat(withCookie(ME, "Authorization", "Basic dTpw").body()).isEqualTo(SIGNED_OUT);
    assertThat(world.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a b", "\"", "\"a\\\"b\"", "{}", "ü", "a=b=c", "eyJ.eyJ.x", "0,1"})
  void thatIsNobodysIsNone(String text) {
    var response = ask("{ a: me { id } b: me { id } }", "Cookie", "ticketing_session=" + text);

    assertThat(response.body()).isEqualTo("{\"data\":{\"a\":null,\"b\":null}}");
    // Of the two that ask for it, the second may come when the first was refused already.
    assertThat(exchanges()).isLessThan(3);
  }

  @Test
  void thatIsTooLongIsNoneAndRemoved() {
    var response = ask(ME, "Cookie", "ticketing_session=" + "x".repeat(129));

    assertThat(response.body()).isEqualTo(SIGNED_OUT);
    assertThat(response.headers().allValues("Set-Cookie")).containsExactly(REMOVED);
    assertThat(exchanges()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ticketing_session", "ticketing_session=", "=;;,=", "x=y"})
  void headersWithoutASecretSayNothing(String header) {
    var response = ask(ME, "Cookie", header);

    assertThat(response.body()).isEqualTo(SIGNED_OUT);
    assertThat(world.calls()).isEmpty();
  }

  @Test
  void staysWhileItCannotBeExchanged() {
    world.auth.answers(_ -> Reply.hangUp());

    var response = withCookie("{ me { id } tickets { nodes { id } } }");

    assertThat(response.body())
        .contains("\"code\":\"SERVICE_UNAVAILABLE\"", "\"auth\"", World.id(0).toString());
    assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
    world.auth.answers(this::auth);
    assertThat(withCookie(ME).body()).isEqualTo(SIGNED_IN);
  }

  @Test
  void isInNoLog() {
    var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    var ours = (Logger) LoggerFactory.getLogger("ticketing");
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    root.addAppender(lines);
    ours.setLevel(Level.TRACE);
    try {
      withCookie(ME);
      ended = true;
      withCookie("{ orders { nodes { id } } me { id } }");
      world.auth.answers(_ -> Reply.bare(500));
      withCookie(ME);
      world.auth.answers(_ -> Reply.ok("no session"));
      withCookie(ME);
      world.auth.answers(_ -> Reply.hangUp());
      withCookie(ME);
    } finally {
      ours.setLevel(null);
      root.detachAppender(lines);
    }

    assertThat(lines.list).isNotEmpty();
    assertThat(List.copyOf(lines.list))
        .allSatisfy(line -> {
          var cause = line.getThrowableProxy();
          assertThat(line.getFormattedMessage() + ThrowableProxyUtil.asString(cause))
              .doesNotContain(secret)
              .doesNotContain(token);
        });
  }

  private HttpResponse<String> withCookie(String query, String... headers) {
    var all = new String[headers.length + 2];
    all[0] = "Cookie";
    all[1] = "ticketing_session=" + secret;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return ask(query, all);
  }

  private HttpResponse<String> ask(String query, String... headers) {
    return gateway.post("{\"query\": \"" + query.replace("\"", "\\\"") + "\"}", headers);
  }

  private long exchanges() {
    return world.auth.calls().stream().filter(call -> call.path().equals(EXCHANGE)).count();
  }
}
