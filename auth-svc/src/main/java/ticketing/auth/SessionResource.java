package ticketing.auth;

import io.dropwizard.auth.Auth;
import io.dropwizard.jersey.caching.CacheControl;
import io.prometheus.metrics.core.metrics.Counter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.BearerFilter;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.http.Callers;
import ticketing.chassis.http.ProblemException;
import ticketing.chassis.observe.Metrics;
import ticketing.contracts.auth.CredentialsRequest;
import ticketing.contracts.auth.ExchangeSessionRequest;
import ticketing.contracts.auth.SessionRepresentation;

/** Sessions over HTTP. */
@Path("/sessions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SessionResource {

  private final SessionService service;
  private final Throttle throttle;
  private final Callers callers;
  private final Counter failures;

  SessionResource(SessionService service, Throttle throttle, Callers callers, Metrics metrics) {
    this.service = service;
    this.throttle = throttle;
    this.callers = callers;
    this.failures =
        metrics.counter(
            "sign_in_failures_total",
            "Sign-ins refused, by code: INVALID_CREDENTIALS, RATE_LIMITED",
            "code");
  }

  @Operation(summary = "Signs a user in")
  @POST
  @CacheControl(noStore = true)
  @APIResponseSchema(value = SessionRepresentation.class, responseCode = "201")
  public Response signIn(
      @RequestBody @NotNull @Valid CredentialsRequest credentials,
      @Context HttpServletRequest http) {
    InetAddress from = callers.of(http).address();
    SignedIn signedIn = countingFailures(credentials, from);
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.SET_COOKIE, SessionCookie.of(signedIn.secret()))
        .entity(signedIn.session())
        .build();
  }

  private SignedIn countingFailures(CredentialsRequest credentials, InetAddress from) {
    try {
      return throttle.signIn(credentials.email(), from, () -> service.signIn(credentials));
    } catch (ProblemException refused) {
      failures.labelValues(refused.problem().code().name()).inc();
      throw refused;
    }
  }

  @Operation(summary = "A new access token for an old one that is not yet expired")
  @POST
  @Path("/current/renewal")
  @CacheControl(noStore = true)
  public SessionRepresentation renew(@Auth Caller caller) {
    return service.renew(caller);
  }

  @Operation(summary = "A new access token for the secret of the session's cookie")
  @POST
  @Path("/exchange")
  @CacheControl(noStore = true)
  public SessionRepresentation exchange(
      @RequestBody @NotNull @Valid ExchangeSessionRequest request) {
    return service.exchange(new SessionSecret(request.secret()));
  }

  @Operation(
      summary = "Signs out, everywhere",
      description =
          "No token, and one that is no longer valid, get the same answer: signed out already.")
  @DELETE
  @Path("/current")
  @APIResponse(responseCode = "204", description = "No such session lives any more")
  public Response signOut(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    BearerFilter.token(authorization).ifPresent(service::signOut);
    return Response.noContent().header(HttpHeaders.SET_COOKIE, SessionCookie.REMOVED).build();
  }
}
