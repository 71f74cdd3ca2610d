package ticketing.auth;

import java.math.BigInteger;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** Public keys as RFC 7517 (JWK sets) and RFC 7518, section 6.2.1 (elliptic curves) have them. */
record JsonWebKeys(List<Key> keys) {

  // RFC 7518: a coordinate of P-256 takes 32 bytes, leading zeros included.
  private static final int COORDINATE_BYTES = 32;

  /** A public key of P-256 for verifying ES256; x and y are Base64url without padding. */
  record Key(String kty, String crv, String x, String y, String kid, String use, String alg) {}

  static JsonWebKeys of(Collection<SigningKey> keys) {
    return new JsonWebKeys(keys.stream().map(JsonWebKeys::key).toList());
  }

  private static Key key(SigningKey key) {
    var point = key.publicKey().getW();
    return new Key(
        "EC",
        "P-256",
        coordinate(point.getAffineX()),
        coordinate(point.getAffineY()),
        key.kid(),
        "sig",
        "ES256");
  }

  private static String coordinate(BigInteger value) {
    byte[] signed = value.toByteArray();
    byte[] fixed = new byte[COORDINATE_BYTES];
    int length = Math.min(signed.length, COORDINATE_BYTES);
    System.arraycopy(signed, signed.length - length, fixed, COORDINATE_BYTES - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }
}
