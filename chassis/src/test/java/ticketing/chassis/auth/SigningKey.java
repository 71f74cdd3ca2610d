package ticketing.chassis.auth;

import com.auth0.jwt.interfaces.ECDSAKeyProvider;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A pair of keys with an id. It verifies what names its id, and nothing else. */
final class SigningKey implements ECDSAKeyProvider {

  private static final int COORDINATE_BYTES = 32;

  private final String id;
  private final KeyPair pair;

  private SigningKey(String id, KeyPair pair) {
    this.id = id;
    this.pair = pair;
  }

  static SigningKey named(String id) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new SigningKey(id, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable ECPublicKey getPublicKeyById(@Nullable String keyId) {
    return id.equals(keyId) ? publicKey() : null;
  }

  @Override
  public ECPrivateKey getPrivateKey() {
    return (ECPrivateKey) pair.getPrivate();
  }

  @Override
  public String getPrivateKeyId() {
    return id;
  }

  ECPublicKey publicKey() {
    return (ECPublicKey) pair.getPublic();
  }

  /** As RFC 7517 publishes it. */
  String jwk() {
    return """
    {"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "%s", "x": "%s", "y": "%s"}\
    """
        .formatted(
            id,
            coordinate(publicKey().getW().getAffineX()),
            coordinate(publicKey().getW().getAffineY()));
  }

  /** Unsigned, of fixed length (RFC 7518, 6.2.1.2). */
  private static String coordinate(BigInteger value) {
    byte[] signed = value.toByteArray();
    byte[] bytes = new byte[COORDINATE_BYTES];
    int length = Math.min(signed.length, COORDINATE_BYTES);
    System.arraycopy(signed, signed.length - length, bytes, COORDINATE_BYTES - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
