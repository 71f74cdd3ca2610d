package ticketing.chassis.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.auth0.jwt.interfaces.ECDSAKeyProvider;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs and verifies access tokens: JWTs of the profile RFC 9068 (type {@code at+jwt}), ES256, with
 * the claims {@code sub} (user), {@code sid} (session), {@code role}, {@code aud} and {@code iss}.
 */
public final class AccessTokens {

  /** How long a token is valid, and so how long an ended session must be remembered. */
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
  private static final String TYPE = "at+jwt";
  private static final String ISSUER = "ticketing-auth";
  private static final String AUDIENCE = "ticketing";
  private static final String SESSION = "sid";
  private static final String ROLE = "role";
  private static final int MOST_REMEMBERED = 10_000;

  private final ECDSAKeyProvider keys;
  private final Supplier<? extends ECDSAKeyProvider> signing;
  private final JWTVerifier verifier;
  private final Clock clock;
  // A token comes again and again; its signature is checked once, that its key is valid each time.
  private final Cache<String, Verified> verified =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  private record Verified(Caller caller, String keyId, Instant expiresAt) {}

  /**
   * With the keys that verify and, if any, the one that signs, always the same.
   *
   * @param clock tells whether a token is expired
   */
  public AccessTokens(ECDSAKeyProvider keys, Clock clock) {
    this(keys, () -> keys, clock);
  }

  /**
   * With keys that change.
   *
   * @param keys that verify; a token of one that it has no more is refused
   * @param signing the key that signs, as it is at a moment: asked once a token, for its id and
   *     itself
   * @param clock tells whether a token is expired
   */
  public AccessTokens(
      ECDSAKeyProvider keys, Supplier<? extends ECDSAKeyProvider> signing, Clock clock) {
    this.keys = keys;
    this.signing = signing;
    var verification =
        (JWTVerifier.BaseVerification)
            JWT.require(Algorithm.ECDSA256(keys))
                .withIssuer(ISSUER)
                .withAudience(AUDIENCE)
                // A clock that is behind auth-svc's must not refuse its newest tokens.
                .ignoreIssuedAt();
    this.verifier = verification.build(clock);
    this.clock = clock;
  }

  /**
   * A token for the caller.
   *
   * @param expiresAt {@link #LIFETIME} after {@code now} at the latest
   */
  public String sign(Caller caller, Instant now, Instant expiresAt) {
    return JWT.create()
        .withHeader(Map.of("typ", TYPE))
        .withIssuer(ISSUER)
        .withAudience(AUDIENCE)
        .withSubject(caller.userId().toString())
        .withClaim(SESSION, caller.sessionId().toString())
        .withClaim(ROLE, caller.role())
        .withIssuedAt(now)
        .withExpiresAt(expiresAt)
        .sign(Algorithm.ECDSA256(signing.get()));
  }

  /** Whom the token was given to; empty if it is forged, expired, of another kind or malformed. */
  public Optional<Caller> verify(String token) {
    return verified(token).map(Verified::caller);
  }

  /** When the token ends; empty where {@link #verify} is. */
  public Optional<Instant> validUntil(String token) {
    return verified(token).map(Verified::expiresAt);
  }

  private Optional<Verified> verified(String token) {
    Verified known = verified.getIfPresent(token);
    if (known == null) {
      known = check(token);
    }
    return known != null
            && clock.instant().isBefore(known.expiresAt())
            && keys.getPublicKeyById(known.keyId()) != null
        ? Optional.of(known)
        : Optional.empty();
  }

  private @Nullable Verified check(String token) {
    try {
      Verified checked = read(verifier.verify(token));
      if (checked != null) {
        verified.put(token, checked);
      }
      return checked;
    } catch (JWTVerificationException | IllegalArgumentException refused) {
      LOG.debug("Token refused: {}", refused.getMessage());
      return null;
    }
  }

  /** Nothing that is missing, null or of another type passes as a claim. */
  private static @Nullable Verified read(DecodedJWT jwt) {
    String keyId = jwt.getKeyId();
    String user = jwt.getSubject();
    String session = jwt.getClaim(SESSION).asString();
    String role = jwt.getClaim(ROLE).asString();
    Instant expiresAt = jwt.getExpiresAtAsInstant();
    if (!TYPE.equals(jwt.getType())
        || keyId == null
        || user == null
        || session == null
        || role == null
        || expiresAt == null) {
      return null;
    }
    var caller = new Caller(UUID.fromString(user), UUID.fromString(session), role);
    return new Verified(caller, keyId, expiresAt);
  }
}
