package ticketing.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import ticketing.dev.Stack;

/**
 * Someone who asks for what is another's.
 *
 * @param headers what the stranger says to be someone by
 * @param signedIn whether that is the token of a living session, if only of the stranger's own
 */
record Stranger(String name, Map<String, String> headers, boolean signedIn) {

  /** Keeps tokens out of the test's report. */
  @Override
  public String toString() {
    return name;
  }

  /** Whom the gateway answers nothing at all. */
  boolean isAnotherSitesPage() {
    return headers.containsKey("Sec-Fetch-Site");
  }

  private static Stranger bearer(String name, String token) {
    return new Stranger(name, Map.of("Authorization", "Bearer " + token), false);
  }

  /**
   * Another user, nobody, and all who pretend to be the user.
   *
   * @param user whose session they are after
   * @param another with a session of their own
   * @param live a session of the user's
   * @param ended one that ended
   */
  static List<Stranger> to(Person user, Person another, Browser live, Browser ended, Stack stack) {
    String token = Objects.requireNonNull(another.graphQl().token());
    var all = new ArrayList<Stranger>();
    all.add(new Stranger("another user", Map.of("Authorization", "Bearer " + token), true));
    all.add(new Stranger("nobody", Map.of(), false));
    all.add(
        new Stranger(
            "no bearer", Map.of("Authorization", "Basic " + user.graphQl().token()), false));
    all.add(bearer("an empty token", ""));
    all.add(bearer("rubbish", "a.b.c"));
    all.add(bearer("an ended session", ended.token()));
    all.add(new Stranger("an ended session's cookie", ended.headers(), false));
    all.add(new Stranger("a cookie of rubbish", new Browser("rubbish", "").headers(), false));
    var crossSite = new HashMap<>(live.headers());
    crossSite.put("Sec-Fetch-Site", "cross-site");
    all.add(new Stranger("another site's page", crossSite, false));
    Forger.of(user, stack).forge(token).forEach((name, forged) -> all.add(bearer(name, forged)));
    return all;
  }

  /** What a browser has of a session. */
  record Browser(String secret, String token) {
    Map<String, String> headers() {
      return Map.of("Cookie", "ticketing_session=" + secret);
    }
  }

  /** Makes tokens of a user by hand, also with the very key that auth-svc signs with. */
  record Forger(DecodedJWT real, ECPublicKey publicKey, ECPrivateKey privateKey) {

    static Forger of(Person user, Stack stack) {
      var database = stack.database("auth");
      DecodedJWT real = JWT.decode(user.graphQl().token());
      try (var connection =
              DriverManager.getConnection(database.url(), database.user(), database.password());
          var keys =
              connection.prepareStatement(
                  "select public_key, private_key from signing_keys where kid = ?")) {
        keys.setString(1, real.getKeyId());
        var key = keys.executeQuery();
        key.next();
        var factory = KeyFactory.getInstance("EC");
        return new Forger(
            real,
            (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(key.getBytes(1))),
            (ECPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(key.getBytes(2))));
      } catch (SQLException | GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    /** As auth-svc would sign it: what the forged ones are like but for a point. */
    String good() {
      return signed(builder -> builder, Algorithm.ECDSA256(publicKey, privateKey));
    }

    Map<String, String> forge(String another) {
      var key = Algorithm.ECDSA256(publicKey, privateKey);
      KeyPair own = newKeys();
      var ownKey =
          Algorithm.ECDSA256((ECPublicKey) own.getPublic(), (ECPrivateKey) own.getPrivate());
      String[] good = good().split("\\.");
      byte[] spki = publicKey.getEncoded();
      String pem =
          "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
              .formatted(Base64.getMimeEncoder().encodeToString(spki));
      return Map.ofEntries(
          Map.entry("alg none", encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\"}", good[1], "")),
          Map.entry(
              "alg NONE, signed",
              encoded("{\"alg\":\"NONE\",\"typ\":\"at+jwt\"}", good[1], good[2])),
          Map.entry("HS256 by the key", signed(at -> at, Algorithm.HMAC256(spki))),
          Map.entry("HS256 by the key's PEM", signed(at -> at, Algorithm.HMAC256(pem))),
          Map.entry("own key", signed(at -> at, ownKey)),
          Map.entry("own kid", signed(at -> at.withKeyId("own"), ownKey)),
          Map.entry("the key as own kid", signed(at -> at.withKeyId("own"), key)),
          Map.entry("own key told", signed(at -> at.withHeader(Map.of("jwk", jwk(own))), ownKey)),
          Map.entry("aud", signed(at -> at.withAudience("another-shop"), key)),
          Map.entry("iss", signed(at -> at.withIssuer("someone"), key)),
          Map.entry("typ", signed(at -> at.withHeader(Map.of("typ", "JWT")), key)),
          Map.entry("expired", signed(at -> at.withExpiresAt(Instant.now().minusSeconds(1)), key)),
          Map.entry("no end", signed(at -> at.withExpiresAt((Instant) null), key)),
          Map.entry(
              "another's signature",
              good[0] + "." + good[1] + another.substring(another.lastIndexOf('.'))),
          Map.entry("no signature", good[0] + "." + good[1] + "."),
          Map.entry("a cut signature", good[0] + "." + good[1] + "." + good[2].substring(8)));
    }

    private String signed(UnaryOperator<JWTCreator.Builder> change, Algorithm algorithm) {
      var builder =
          JWT.create()
              .withHeader(Map.of("typ", "at+jwt"))
              .withKeyId(real.getKeyId())
              .withIssuer(real.getIssuer())
              .withAudience(real.getAudience().getFirst())
              .withSubject(real.getSubject())
              .withClaim("sid", real.getClaim("sid").asString())
              .withClaim("role", real.getClaim("role").asString())
              .withExpiresAt(real.getExpiresAtAsInstant());
      return change.apply(builder).sign(algorithm);
    }

    private static Map<String, String> jwk(KeyPair keys) {
      var point = ((ECPublicKey) keys.getPublic()).getW();
      var encoder = Base64.getUrlEncoder().withoutPadding();
      return Map.of(
          "kty",
          "EC",
          "crv",
          "P-256",
          "x",
          encoder.encodeToString(point.getAffineX().toByteArray()),
          "y",
          encoder.encodeToString(point.getAffineY().toByteArray()));
    }

    private static KeyPair newKeys() {
      try {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String encoded(String header, String payload, String signature) {
      String head = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8));
      return head + "." + payload + "." + signature;
    }
  }
}
