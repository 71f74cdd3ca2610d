package ticketing.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.auth.ExchangeSessionRequest;
import ticketing.contracts.auth.SessionRepresentation;

/**
 * The access tokens of sessions whose secrets browsers send: auth-svc exchanges a secret for one,
 * which is kept here while it lives. Bounded, and by the secrets' SHA-256, so that nothing here
 * tells one.
 */
final class CookieSessions {

  private static final int MOST = 10_000;

  /** A token is used until that long before its end, as a call takes its time and clocks differ. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** As many as auth-svc would read. */
  private static final int LONGEST_SECRET = 128;

  private final RestClient client;
  private final ObjectMapper mapper;
  private final AsyncCache<String, @Nullable Access> known;

  /**
   * An access token of a session.
   *
   * @param until when it is used no more
   */
  record Access(String authorization, Instant until) {

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
      return "Access[until=" + until + "]";
    }
  }

  CookieSessions(RestClient client, ObjectMapper mapper, InstantSource clock) {
    this.client = client;
    this.mapper = mapper;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(
                Expiry.<String, Access>creating(
                    (_, access) -> Duration.between(clock.instant(), access.until())))
            .buildAsync();
  }

  /**
   * An access token for the secret; who asks while another asks for the same one waits for the same
   * answer.
   *
   * @param context of the request that asks
   * @return null when the secret is no living session's
   */
  CompletableFuture<@Nullable Access> access(Credential.Secret secret, RequestContext context) {
    if (secret.text().length() > LONGEST_SECRET) {
      return CompletableFuture.completedFuture(null);
    }
    // A copy: who gives up waiting gives up for nobody else.
    return known.get(Sha256.hex(secret.text()), (_, _) -> exchange(secret, context)).copy();
  }

  /** Forgets the token that a service refused, unless there is a newer one. */
  void refused(Credential.Secret secret, Access access) {
    known.synchronous().asMap().remove(Sha256.hex(secret.text()), access);
  }

  /** Forgets a session that ended. */
  void ended(Credential.Secret secret) {
    known.synchronous().invalidate(Sha256.hex(secret.text()));
  }

  private CompletableFuture<@Nullable Access> exchange(
      Credential.Secret secret, RequestContext context) {
    var call =
        new RestCall(
            Service.AUTH,
            RestMethod.POST,
            "/sessions/exchange",
            List.of(),
            new ExchangeSessionRequest(secret.text()),
            null,
            true);
    return client.send(call, null, context).handle(this::access);
  }

  private @Nullable Access access(@Nullable RestAnswer answer, @Nullable Throwable failure) {
    if (answer != null) {
      var session = mapper.convertValue(answer.body(), SessionRepresentation.class);
      return new Access("Bearer " + session.accessToken(), session.expiresAt().minus(MARGIN));
    }
    if (failure == null || RefusedException.is(ErrorCode.UNAUTHENTICATED, failure)) {
      return null;
    }
    throw failure instanceof CompletionException wrapped
        ? wrapped
        : new CompletionException(failure);
  }
}
