package ticketing.auth;

import io.dropwizard.auth.Auth;
import io.dropwizard.jersey.caching.CacheControl;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.BearerFilter;
import ticketing.chassis.auth.Caller;
import ticketing.contracts.auth.CredentialsRequest;
import ticketing.contracts.auth.SessionRepresentation;

/** Sessions over HTTP. */
@Path("/sessions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SessionResource {

  private final SessionService service;

  SessionResource(SessionService service) {
    this.service = service;
  }

  /** Signs a user in. */
  @POST
  @CacheControl(noStore = true)
  public Response signIn(@NotNull @Valid CredentialsRequest credentials) {
    return Response.status(Response.Status.CREATED).entity(service.signIn(credentials)).build();
  }

  /** A new access token for an old one that is not yet expired. */
  @POST
  @Path("/current/renewal")
  @CacheControl(noStore = true)
  public SessionRepresentation renew(@Auth Caller caller) {
    return service.renew(caller);
  }

  /**
   * Signs out, everywhere. Whoever is signed out already gets the same answer, so the token of a
   * session that ended is no error here, nor is one that is no longer valid, nor none.
   */
  @DELETE
  @Path("/current")
  public void signOut(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    BearerFilter.token(authorization).ifPresent(service::signOut);
  }
}
