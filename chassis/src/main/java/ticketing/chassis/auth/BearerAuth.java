package ticketing.chassis.auth;

import io.dropwizard.auth.AuthDynamicFeature;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.auth.UnauthorizedHandler;
import io.dropwizard.auth.oauth.OAuthCredentialAuthFilter;
import io.dropwizard.core.setup.Environment;
import jakarta.ws.rs.core.Response;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import ticketing.chassis.http.Problems;
import ticketing.contracts.ErrorCode;

/** Makes {@code @Auth Caller} and {@code @RolesAllowed} work in an application's resources. */
public final class BearerAuth {

  private BearerAuth() {}

  public static void install(Environment environment, AccessTokens tokens, EndedSessions ended) {
    var filter =
        new OAuthCredentialAuthFilter.Builder<Caller>()
            .setAuthenticator(
                token -> tokens.verify(token).filter(caller -> !ended.contains(caller.sessionId())))
            .setAuthorizer((caller, role, request) -> caller.role().equals(role))
            .setPrefix("Bearer")
            .setUnauthorizedHandler(new Unauthorized())
            .buildAuthFilter();
    environment.jersey().register(new AuthDynamicFeature(filter));
    environment.jersey().register(RolesAllowedDynamicFeature.class);
    environment.jersey().register(new AuthValueFactoryProvider.Binder<>(Caller.class));
  }

  private static final class Unauthorized implements UnauthorizedHandler {

    @Override
    public Response buildResponse(String prefix, String realm) {
      return Problems.answer(ErrorCode.UNAUTHENTICATED, "sign in, or renew your session");
    }
  }
}
