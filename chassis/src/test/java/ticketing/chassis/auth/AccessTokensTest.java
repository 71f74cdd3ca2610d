package ticketing.chassis.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.ECDSAKeyProvider;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final SigningKey KEY = SigningKey.named("one");

  private final Caller caller = new Caller(UUID.randomUUID(), UUID.randomUUID(), "admin");
  private final AccessTokens tokens = at(NOON);

  @Test
  void namesTheCaller() {
    assertThat(tokens.verify(sign(tokens))).hasValue(caller);
    assertThat(tokens.verify(good(builder -> builder))).hasValue(caller);
  }

  @Test
  void isValidForFifteenMinutes() {
    String token = sign(tokens);
    assertThat(at(NOON.plus(AccessTokens.LIFETIME).minusSeconds(1)).verify(token)).isPresent();
    assertThat(at(NOON.plus(AccessTokens.LIFETIME).plusSeconds(1)).verify(token)).isEmpty();
  }

  @Test
  void isValidByAClockThatIsBehind() {
    assertThat(at(NOON.minus(Duration.ofMinutes(1))).verify(sign(tokens))).isPresent();
  }

  @Test
  void isRefusedOnceItsKeyIsRetired() {
    var known = new Changing(KEY);
    var verifying = new AccessTokens(known, Clock.fixed(NOON, ZoneOffset.UTC));
    String token = sign(tokens);
    assertThat(verifying.verify(token)).hasValue(caller);
    known.current = SigningKey.named("two");
    assertThat(verifying.verify(token)).isEmpty();
  }

  @Test
  void namesTheKeyThatSignedItWhateverKeySignsMeanwhile() {
    var two = SigningKey.named("two");
    var signing = new Changing(KEY);
    var changing =
        new AccessTokens(
            signing,
            () -> {
              SigningKey now = signing.current;
              signing.current = now == KEY ? two : KEY;
              return now;
            },
            Clock.fixed(NOON, ZoneOffset.UTC));
    String first = sign(changing);
    String second = sign(changing);
    assertThat(JWT.decode(first).getKeyId()).isEqualTo("one");
    assertThat(JWT.decode(second).getKeyId()).isEqualTo("two");
    assertThat(tokens.verify(first)).hasValue(caller);
    assertThat(new AccessTokens(two, Clock.fixed(NOON, ZoneOffset.UTC)).verify(second))
        .hasValue(caller);
  }

  /** A provider whose key is another from one moment to the next. */
  private static final class Changing implements ECDSAKeyProvider {

    private SigningKey current;

    Changing(SigningKey current) {
      this.current = current;
    }

    @Override
    public @Nullable ECPublicKey getPublicKeyById(@Nullable String keyId) {
      return current.getPublicKeyById(keyId);
    }

    @Override
    public ECPrivateKey getPrivateKey() {
      return current.getPrivateKey();
    }

    @Override
    public String getPrivateKeyId() {
      return current.getPrivateKeyId();
    }
  }

  @Test
  void isRefusedWithAnotherSignature() {
    var stranger = SigningKey.named("one");
    assertRefused(sign(new AccessTokens(stranger, Clock.systemUTC())));
    String token = sign(tokens);
    assertRefused(token.substring(0, token.lastIndexOf('.') + 1));
    assertRefused(token.substring(0, token.lastIndexOf('.')));
    assertRefused(token.substring(0, token.length() - 4) + "AAAA");
  }

  @Test
  void isRefusedWithAnotherPayload() {
    String[] parts = sign(tokens).split("\\.");
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    String forged = payload.replace(caller.userId().toString(), UUID.randomUUID().toString());
    assertThat(forged).isNotEqualTo(payload);
    assertRefused(parts[0] + "." + encoded(forged) + "." + parts[2]);
  }

  @Test
  void isRefusedUnsigned() {
    String payload = good(builder -> builder).split("\\.")[1];
    for (String algorithm : new String[] {"none", "None", "NONE"}) {
      String header = "{\"alg\": \"%s\", \"typ\": \"at+jwt\", \"kid\": \"one\"}";
      assertRefused(encoded(header.formatted(algorithm)) + "." + payload + ".");
    }
    assertRefused(good(builder -> builder, Algorithm.none()));
  }

  @Test
  void isRefusedSignedWithThePublicKeyAsSecret() {
    byte[] publicKey = KEY.publicKey().getEncoded();
    assertRefused(good(builder -> builder, Algorithm.HMAC256(publicKey)));
    String pem = Base64.getMimeEncoder().encodeToString(publicKey);
    assertRefused(
        good(
            builder -> builder,
            Algorithm.HMAC256(
                "-----BEGIN PUBLIC KEY-----\n" + pem + "\n-----END PUBLIC KEY-----\n")));
  }

  @Test
  void isRefusedWithAnUnknownKeyOrNone() {
    assertRefused(good(builder -> builder, Algorithm.ECDSA256(SigningKey.named("two"))));
    var nameless = Algorithm.ECDSA256(null, KEY.getPrivateKey());
    assertRefused(good(builder -> builder, nameless));
  }

  @Test
  void isRefusedFromOthersOrForOthers() {
    assertRefused(good(builder -> builder.withIssuer("someone")));
    assertRefused(good(builder -> builder.withIssuer((String) null)));
    assertRefused(good(builder -> builder.withAudience("another-shop")));
    assertRefused(good(builder -> builder.withAudience((String[]) null)));
  }

  @Test
  void isRefusedAsATokenOfAnotherKind() {
    assertRefused(good(builder -> builder.withHeader(Map.of("typ", "JWT"))));
    assertRefused(good(builder -> builder.withHeader(Map.of("typ", "id+jwt"))));
  }

  @Test
  void isRefusedWithoutWhatItMustSay() {
    assertRefused(good(builder -> builder.withSubject(null)));
    assertRefused(good(builder -> builder.withSubject("no uuid")));
    assertRefused(good(builder -> builder.withClaim("sid", (String) null)));
    assertRefused(good(builder -> builder.withClaim("sid", "no uuid")));
    assertRefused(good(builder -> builder.withClaim("sid", 7)));
    assertRefused(good(builder -> builder.withClaim("role", (String) null)));
    assertRefused(good(builder -> builder.withNullClaim("role")));
    assertRefused(good(builder -> builder.withClaim("role", true)));
    assertRefused(good(builder -> builder.withExpiresAt((Instant) null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ".", "..", "a.b.c", "a.b", "ä", "null", "eyJhbGciOiJFUzI1NiJ9..x"})
  void isRefusedAsRubbish(String rubbish) {
    assertRefused(rubbish);
  }

  private void assertRefused(String token) {
    assertThat(tokens.verify(token)).isEmpty();
  }

  private static AccessTokens at(Instant now) {
    return new AccessTokens(KEY, Clock.fixed(now, ZoneOffset.UTC));
  }

  private String good(UnaryOperator<JWTCreator.Builder> change) {
    return good(change, Algorithm.ECDSA256(KEY));
  }

  /** A token made by hand, changed in a point. */
  private String good(UnaryOperator<JWTCreator.Builder> change, Algorithm algorithm) {
    var builder =
        JWT.create()
            .withHeader(Map.of("typ", "at+jwt"))
            .withIssuer("ticketing-auth")
            .withAudience("ticketing")
            .withSubject(caller.userId().toString())
            .withClaim("sid", caller.sessionId().toString())
            .withClaim("role", caller.role())
            .withExpiresAt(NOON.plusSeconds(60));
    return change.apply(builder).sign(algorithm);
  }

  private String sign(AccessTokens signer) {
    return signer.sign(caller, NOON, NOON.plus(AccessTokens.LIFETIME));
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }
}
