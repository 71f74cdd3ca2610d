package ticketing.auth;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.mapper.reflect.JdbiConstructor;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code signing_keys}: a key of the curve P-256, for ES256.
 *
 * @param kid what tokens and the published keys name it by
 * @param signsFrom when it may sign first: later than it is published, so that it is known by then
 * @param retiredAt when it is published no more, and so no token of it is accepted
 */
public record SigningKey(
    String kid,
    ECPublicKey publicKey,
    ECPrivateKey privateKey,
    Instant createdAt,
    Instant signsFrom,
    @Nullable Instant retiredAt) {

  private static final String CURVE = "secp256r1";

  /** A new key. */
  static SigningKey generate(Instant now, Instant signsFrom) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE));
      var pair = generator.generateKeyPair();
      return new SigningKey(
          UUID.randomUUID().toString(),
          (ECPublicKey) pair.getPublic(),
          (ECPrivateKey) pair.getPrivate(),
          now,
          signsFrom,
          null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + CURVE, e);
    }
  }

  /** From the row. */
  @JdbiConstructor
  public static SigningKey of(
      String kid,
      byte[] publicKey,
      byte[] privateKey,
      Instant createdAt,
      Instant signsFrom,
      @Nullable Instant retiredAt) {
    try {
      var factory = KeyFactory.getInstance("EC");
      return new SigningKey(
          kid,
          (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(publicKey)),
          (ECPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)),
          createdAt,
          signsFrom,
          retiredAt);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing key " + kid + " cannot be read", e);
    }
  }

  /** The same key, published until then. */
  SigningKey retired(Instant at) {
    return new SigningKey(kid, publicKey, privateKey, createdAt, signsFrom, at);
  }

  boolean signsAt(Instant now) {
    return !now.isBefore(signsFrom) && isPublishedAt(now);
  }

  boolean isPublishedAt(Instant now) {
    return retiredAt == null || now.isBefore(retiredAt);
  }

  /** For operators. */
  String described() {
    String signs = "key %s, made at %s, signs from %s on".formatted(kid, createdAt, signsFrom);
    return retiredAt == null ? signs : signs + ", published until " + retiredAt;
  }

  /** Keeps the keys out of logs. */
  @Override
  public String toString() {
    return "SigningKey[kid=" + kid + "]";
  }
}
