package ticketing.gateway;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.AccessTokens;
import ticketing.chassis.auth.BearerFilter;
import ticketing.chassis.auth.EndedSessions;
import ticketing.chassis.http.ProblemException;

/** Tells who subscribes, and how long that is known. */
final class Subscribers {

  /** Of an IPv6 address: what one subscriber of a provider has at least. */
  private static final int NETWORK_BYTES = 8;

  private final AccessTokens tokens;
  private final EndedSessions ended;
  private final CookieSessions cookies;

  Subscribers(AccessTokens tokens, EndedSessions ended, CookieSessions cookies) {
    this.tokens = tokens;
    this.ended = ended;
    this.cookies = cookies;
  }

  /**
   * @param from where the request came from
   * @throws RefusedException UNAUTHENTICATED for a token that is none, or whose session ended;
   *     SERVICE_UNAVAILABLE where that cannot be told
   */
  Subscriber of(InetAddress from, RequestContext context) {
    return switch (context.credential()) {
      case Credential.None() -> signedOut(from);
      case Credential.Token(var header) ->
          signedIn(BearerFilter.token(header).orElse(""), Instant.MAX);
      case Credential.Secret secret -> {
        var access = access(secret, context);
        if (access == null) {
          // As if it had come without a cookie.
          context.forgetCookie();
          yield signedOut(from);
        }
        yield signedIn(BearerFilter.token(access.authorization()).orElse(""), access.until());
      }
    };
  }

  private CookieSessions.@Nullable Access access(Credential.Secret secret, RequestContext context) {
    try {
      return cookies.access(secret, context).join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RefusedException refused ? refused : failed;
    }
  }

  private Subscriber signedIn(String token, Instant known) {
    try {
      var caller = tokens.verify(token).filter(one -> !ended.contains(one.sessionId()));
      var until = tokens.validUntil(token);
      if (caller.isEmpty() || until.isEmpty()) {
        throw RefusedException.signInAgain();
      }
      return new Subscriber(
          "user " + caller.get().userId(),
          caller.get().sessionId(),
          until.get().isBefore(known) ? until.get() : known);
    } catch (ProblemException unknown) {
      throw RefusedException.of(unknown.problem());
    }
  }

  private static Subscriber signedOut(InetAddress from) {
    byte[] address = from.getAddress();
    var network = address.length > 4 ? Arrays.copyOf(address, NETWORK_BYTES) : address;
    return new Subscriber("address " + HexFormat.of().formatHex(network), null, null);
  }
}
