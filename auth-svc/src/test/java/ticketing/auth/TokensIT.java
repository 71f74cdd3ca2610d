package ticketing.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.auth.AuthClient.Answer;
import ticketing.auth.TwoInstances.Pair;
import ticketing.chassis.auth.AccessTokens;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.auth.PublishedKeys;

/** Which tokens are refused, and that others can verify them with the published keys. */
@ExtendWith(TwoInstances.class)
class TokensIT {

  private final AuthClient auth;
  private final Answer session;
  private final CurrentKeys keys;
  private final Instant now = Instant.now();

  TokensIT(Pair pair) {
    this.auth = pair.first();
    this.session = auth.signUp();
    this.keys =
        CurrentKeys.open(
            pair.jdbi(),
            new KeysConfig(Duration.ofDays(30), Duration.ofSeconds(10)),
            InstantSource.system());
  }

  @Test
  void acceptsATokenOfItsKeysAndRefusesItOnceItIsExpired() {
    var tokens = new AccessTokens(keys, Clock.systemUTC());
    Instant lifetimeAgo = now.minus(AccessTokens.LIFETIME);
    assertThat(status(signedAt(tokens, lifetimeAgo.plusSeconds(60)))).isEqualTo(200);
    assertThat(status(signedAt(tokens, lifetimeAgo.minusSeconds(1)))).isEqualTo(401);
  }

  private String signedAt(AccessTokens tokens, Instant time) {
    var caller = new Caller(UUID.fromString(session.userId()), UUID.randomUUID(), "user");
    return tokens.sign(caller, time, time.plus(AccessTokens.LIFETIME));
  }

  @Test
  void acceptsATokenGivenByAClockThatIsAhead() {
    assertThat(status(signed(token -> token.withIssuedAt(now.plusSeconds(5))))).isEqualTo(200);
  }

  @Test
  void refusesWhatIsNotSignedByOneOfItsKeys() {
    String[] parts = session.token().split("\\.", 3);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    String asAdmin = encode(claims.replace("\"user\"", "\"admin\""));
    assertThat(asAdmin).isNotEqualTo(parts[1]);
    assertThat(status(parts[0] + "." + asAdmin + "." + parts[2])).isEqualTo(401);

    String none =
        encode("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"" + keys.getPrivateKeyId() + "\"}");
    assertThat(status(none + "." + parts[1] + ".")).isEqualTo(401);
    assertThat(status(parts[0] + "." + parts[1] + ".")).isEqualTo(401);
    assertThat(status(parts[0] + "." + parts[1])).isEqualTo(401);

    var publicKey = keys.published().iterator().next().publicKey();
    var hmac = Algorithm.HMAC256(publicKey.getEncoded());
    assertThat(status(claims().withKeyId(keys.getPrivateKeyId()).sign(hmac))).isEqualTo(401);
  }

  @Test
  void refusesAForeignKeyWhateverItsName() {
    var foreign = SigningKey.generate(now, now);
    var algorithm = Algorithm.ECDSA256(foreign.publicKey(), foreign.privateKey());
    assertThat(status(claims().withKeyId(foreign.kid()).sign(algorithm))).isEqualTo(401);
    assertThat(status(claims().withKeyId(keys.getPrivateKeyId()).sign(algorithm))).isEqualTo(401);
    assertThat(status(claims().sign(algorithm))).isEqualTo(401);
  }

  @Test
  void refusesATokenOfItsOwnThatIsMeantForSomethingElse() {
    assertThat(status(signed(token -> token))).isEqualTo(200);
    assertThat(status(signed(token -> token.withHeader(Map.of("typ", "JWT"))))).isEqualTo(401);
    assertThat(status(signed(token -> token.withAudience("others")))).isEqualTo(401);
    assertThat(status(signed(token -> token.withIssuer("others")))).isEqualTo(401);
    assertThat(status(signed(token -> token.withClaim("sid", "nonsense")))).isEqualTo(401);
    assertThat(status(signed(token -> token.withNullClaim("sid")))).isEqualTo(401);
    assertThat(status(signed(token -> token.withNullClaim("sub")))).isEqualTo(401);
    assertThat(status(signed(token -> token.withNullClaim("exp")))).isEqualTo(401);
    assertThat(status(signed(token -> token.withClaim("sid", 7)))).isEqualTo(401);
    assertThat(status(signed(token -> token.withClaim("role", 7)))).isEqualTo(401);
  }

  @Test
  void takesNoTokenFromTheAddress() {
    assertThat(auth.get("/users/me?access_token=" + session.token(), null).status()).isEqualTo(401);
  }

  @Test
  void othersVerifyWithThePublishedKeys() {
    Answer jwks = auth.get("/.well-known/jwks.json", null);
    assertThat(jwks.headers().firstValue("Cache-Control").orElse("")).contains("max-age=60");
    assertThat(jwks.body().path("keys")).hasSize(1);
    assertThat(jwks.body().path("keys").path(0).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid", "use", "alg");
    var published = new PublishedKeys(auth.base(), InstantSource.system());
    var caller = new AccessTokens(published, Clock.systemUTC()).verify(session.token());
    assertThat(caller)
        .hasValueSatisfying(known -> {
          assertThat(known.userId()).hasToString(session.userId());
          assertThat(known.role()).isEqualTo("user");
        });
  }

  private int status(String token) {
    return auth.get("/users/me", token).status();
  }

  private String signed(UnaryOperator<JWTCreator.Builder> change) {
    return change.apply(claims()).sign(Algorithm.ECDSA256(keys));
  }

  private JWTCreator.Builder claims() {
    return JWT.create()
        .withHeader(Map.of("typ", "at+jwt"))
        .withIssuer("ticketing-auth")
        .withAudience("ticketing")
        .withSubject(session.userId())
        .withClaim("sid", UUID.randomUUID().toString())
        .withClaim("role", "user")
        .withIssuedAt(now)
        .withExpiresAt(now.plusSeconds(60));
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
