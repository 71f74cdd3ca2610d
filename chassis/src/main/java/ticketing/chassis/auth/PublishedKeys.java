package ticketing.chassis.auth;

import com.auth0.jwk.InvalidPublicKeyException;
import com.auth0.jwk.Jwk;
import com.auth0.jwk.SigningKeyNotFoundException;
import com.auth0.jwk.UrlJwkProvider;
import com.auth0.jwt.interfaces.ECDSAKeyProvider;
import java.net.MalformedURLException;
import java.net.URI;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;

/**
 * auth-svc's published keys (JWKS, RFC 7517). An unknown key id makes it fetch them again, at most
 * once in 10 s, so that tokens with invented ids cost auth-svc nothing; after a fetch that failed,
 * a second later. Known keys are fetched again after 4 minutes, so that one that is published no
 * more is forgotten; while auth-svc is away they stay.
 */
public final class PublishedKeys implements ECDSAKeyProvider {

  private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);
  private static final Duration BETWEEN_REFRESHES = Duration.ofMinutes(4);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int TIMEOUT_MILLIS = 2_000;

  private final UrlJwkProvider provider;
  private final InstantSource clock;
  private volatile Map<String, ECPublicKey> keys = Map.of();
  private volatile boolean reachable;
  private final ReentrantLock fetching = new ReentrantLock();
  private Instant nextFetch = Instant.MIN;
  private volatile Instant nextRefresh = Instant.MIN;

  /** From auth-svc's base address. */
  public PublishedKeys(URI authSvc, InstantSource clock) {
    try {
      var address = authSvc.resolve("/.well-known/jwks.json").toURL();
      this.provider = new UrlJwkProvider(address, TIMEOUT_MILLIS, TIMEOUT_MILLIS);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not an address of auth-svc: " + authSvc, e);
    }
    this.clock = clock;
  }

  /**
   * The key with this id, or null when auth-svc has none.
   *
   * @throws ProblemException SERVICE_UNAVAILABLE when auth-svc cannot be asked
   */
  @Override
  public @Nullable ECPublicKey getPublicKeyById(@Nullable String keyId) {
    if (keyId == null) {
      return null;
    }
    if (!keys.containsKey(keyId)) {
      fetching.lock();
      fetchAgain(() -> nextFetch);
    } else if (!clock.instant().isBefore(nextRefresh) && fetching.tryLock()) {
      // Whoever finds the lock taken goes on with what is known.
      fetchAgain(() -> nextRefresh);
    }
    ECPublicKey known = keys.get(keyId);
    if (known == null && !reachable) {
      throw ProblemException.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE, "cannot check who you are", 1);
    }
    return known;
  }

  /** Fetches if it is due, and gives the lock back. */
  private void fetchAgain(Supplier<Instant> due) {
    try {
      if (!clock.instant().isBefore(due.get())) {
        fetch();
      }
    } finally {
      fetching.unlock();
    }
  }

  private void fetch() {
    try {
      keys = fetched();
      reachable = true;
    } catch (SigningKeyNotFoundException | RuntimeException e) {
      // The library throws any exception for an answer that is no set of keys.
      LOG.warn("Cannot fetch auth-svc's keys: {}", e.toString());
      reachable = false;
    }
    // From the end of the fetch: whoever waited for it must not fetch in turn.
    Instant now = clock.instant();
    nextFetch = now.plus(reachable ? BETWEEN_FETCHES : AFTER_FAILURE);
    nextRefresh = now.plus(reachable ? BETWEEN_REFRESHES : BETWEEN_FETCHES);
  }

  private Map<String, ECPublicKey> fetched() throws SigningKeyNotFoundException {
    Map<String, ECPublicKey> fetched = new HashMap<>();
    for (Jwk jwk : provider.getAll()) {
      try {
        if (jwk.getPublicKey() instanceof ECPublicKey key) {
          fetched.put(jwk.getId(), key);
        }
      } catch (InvalidPublicKeyException | RuntimeException e) {
        // Of a kind that this version does not know: the others are good.
        LOG.warn("Cannot use auth-svc's key {}: {}", jwk.getId(), e.toString());
      }
    }
    if (fetched.isEmpty()) {
      throw new SigningKeyNotFoundException("none of its keys can be used", null);
    }
    return Map.copyOf(fetched);
  }

  /** Verifiers have none. */
  @Override
  public @Nullable ECPrivateKey getPrivateKey() {
    return null;
  }

  /** Verifiers have none. */
  @Override
  public @Nullable String getPrivateKeyId() {
    return null;
  }
}
