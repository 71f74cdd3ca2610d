package ticketing.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static ticketing.auth.AuthClient.PASSWORD;
import static ticketing.auth.AuthClient.credentials;
import static ticketing.auth.AuthClient.newEmail;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.auth.AuthClient.Answer;
import ticketing.auth.TwoInstances.Pair;

/** The secret of a browser's cookie, and what it is exchanged for. */
@ExtendWith(TwoInstances.class)
class CookieIT {

  private static final String KEPT =
      "ticketing_session=([A-Za-z0-9_-]{43}); Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000";

  private final Pair pair;
  private final AuthClient auth;

  CookieIT(Pair pair) {
    this.pair = pair;
    this.auth = pair.first();
  }

  @Test
  void comesWithEachSessionThatBegins() {
    String email = newEmail();
    Answer signedUp = auth.post("/users", credentials(email, PASSWORD), null);
    Answer signedIn = auth.post("/sessions", credentials(email, PASSWORD), null);
    assertThat(cookie(signedUp)).matches(KEPT);
    assertThat(cookie(signedIn)).matches(KEPT).isNotEqualTo(cookie(signedUp));
  }

  @Test
  void isExchangedForAccessTokensAtAnyInstanceWhichRenewsItsSession() {
    Answer session = auth.signUp();
    for (AuthClient instance : new AuthClient[] {pair.second(), auth}) {
      Answer exchanged = exchange(instance, secret(session));
      assertThat(exchanged.status()).isEqualTo(200);
      assertThat(exchanged.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
      assertThat(exchanged.userId()).isEqualTo(session.userId());
      assertThat(auth.get("/users/me", exchanged.token()).status()).isEqualTo(200);
    }
    String renewed = "select renewed_at > created_at from sessions where user_id = '%s'";
    assertThat(pair.one(renewed.formatted(session.userId()), Boolean.class)).isTrue();
  }

  @Test
  void isKeptAsAHashAlone() throws Exception {
    Answer session = auth.signUp();
    String kept = "select encode(secret_hash, 'hex') from sessions where user_id = '%s'";
    var digest = MessageDigest.getInstance("SHA-256");
    byte[] hash = digest.digest(secret(session).getBytes(UTF_8));
    assertThat(pair.one(kept.formatted(session.userId()), String.class))
        .isEqualTo(HexFormat.of().formatHex(hash));
    assertThat(pair.one("select sessions::text from sessions limit 1", String.class))
        .doesNotContain(secret(session));
  }

  @Test
  void isWorthNothingOnceItsSessionEndedAndIsThenRemoved() {
    Answer session = auth.signUp();
    Answer out = auth.signOut(exchange(auth, secret(session)).token());
    assertThat(cookie(out))
        .isEqualTo("ticketing_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    Answer refused = exchange(pair.second(), secret(session));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.code()).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void ofASessionFromBeforeThereWereSecretsThereIsNone() {
    Answer session = auth.signUp();
    pair.jdbi()
        .useHandle(handle ->
            handle.execute(
                "update sessions set secret_hash = null where user_id = ?",
                UUID.fromString(session.userId())));
    assertThat(exchange(auth, secret(session)).code()).isEqualTo("UNAUTHENTICATED");
    assertThat(auth.renew(session.token()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "0123456789012345678901234567890123456789012", "\\u0000", "ü😀", "' or ''='"})
  void oneThatIsUnknownIsRefused(String secret) {
    assertThat(exchange(auth, secret).code()).isEqualTo("UNAUTHENTICATED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"secret\": null}", "{\"secret\": \"\"}", "{\"secret\": 7}"})
  void namesTheFieldThatIsNoSecret(String json) {
    assertBad(json);
  }

  @Test
  void namesASecretThatIsTooLong() {
    assertBad("{\"secret\": \"" + "x".repeat(129) + "\"}");
  }

  private void assertBad(String json) {
    Answer answer = auth.post("/sessions/exchange", json, null);
    assertThat(answer.code()).isEqualTo("BAD_USER_INPUT");
    assertThat(answer.body().path("fields").fieldNames()).toIterable().containsExactly("secret");
  }

  static Answer exchange(AuthClient instance, String secret) {
    return instance.post("/sessions/exchange", "{\"secret\": \"" + secret + "\"}", null);
  }

  private static String cookie(Answer answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow();
  }

  static String secret(Answer answer) {
    return cookie(answer).replaceFirst(KEPT, "$1");
  }
}
