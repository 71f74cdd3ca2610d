package ticketing.gateway;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ErrorCode;

/** Calls services as the caller of a request, and keeps what they send for its browser. */
final class CallerClient {

  private final RestClient client;
  private final CookieSessions sessions;

  CallerClient(RestClient client, CookieSessions sessions) {
    this.client = client;
    this.sessions = sessions;
  }

  /**
   * @return the JSON object that the service answers, null where it answers none; a {@link
   *     RefusedException} where it refuses, is away or late
   */
  CompletableFuture<@Nullable Map<String, Object>> send(RestCall call, RequestContext context) {
    var answer =
        call.anonymous()
            ? anonymous(call, context)
            : switch (context.credential()) {
              case Credential.None() -> client.send(call, null, context);
              case Credential.Token(var header) -> client.send(call, header, context);
              case Credential.Secret secret -> send(call, secret, context);
            };
    return answer.thenApply(received -> {
      if (received.cookie() != null) {
        context.answerWith(received.cookie());
      }
      return received.body();
    });
  }

  private CompletableFuture<RestAnswer> anonymous(RestCall call, RequestContext context) {
    var look = context.look();
    return look != null && call.reads()
        ? look.reads().of(call, () -> client.send(call, null, context))
        : client.send(call, null, context);
  }

  private CompletableFuture<RestAnswer> send(
      RestCall call, Credential.Secret secret, RequestContext context) {
    return sessions
        .access(secret, context)
        .thenCompose(access -> {
          if (access == null) {
            // As if it had come without a cookie.
            context.forgetCookie();
            return client.send(call, null, context);
          }
          return send(call, secret, access, context);
        });
  }

  private CompletableFuture<RestAnswer> send(
      RestCall call,
      Credential.Secret secret,
      CookieSessions.Access access,
      RequestContext context) {
    return client
        .send(call, access.authorization(), context)
        .whenComplete((answer, failure) -> {
          if (failure != null && RefusedException.is(ErrorCode.UNAUTHENTICATED, failure)) {
            sessions.refused(secret, access);
          } else if (failure == null && answer.cookie() != null && answer.cookie().removes()) {
            sessions.ended(secret);
          }
        });
  }
}
