package ticketing.auth;

import io.dropwizard.auth.Auth;
import io.dropwizard.jersey.caching.CacheControl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.http.Callers;
import ticketing.contracts.Batch;
import ticketing.contracts.auth.CredentialsRequest;
import ticketing.contracts.auth.SessionRepresentation;
import ticketing.contracts.auth.UserRepresentation;

/** Users over HTTP. */
@Path("/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class UserResource {

  private final UserService service;
  private final Throttle throttle;
  private final Callers callers;

  UserResource(UserService service, Throttle throttle, Callers callers) {
    this.service = service;
    this.throttle = throttle;
    this.callers = callers;
  }

  @Operation(summary = "Makes a user and signs them in")
  @POST
  @CacheControl(noStore = true)
  @APIResponseSchema(value = SessionRepresentation.class, responseCode = "201")
  public Response signUp(
      @RequestBody @NotNull @Valid CredentialsRequest credentials,
      @Context HttpServletRequest http) {
    InetAddress from = callers.of(http).address();
    SignedIn signedIn = throttle.signUp(from, () -> service.signUp(credentials));
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.SET_COOKIE, SessionCookie.of(signedIn.secret()))
        .entity(signedIn.session())
        .build();
  }

  @Operation(summary = "The caller")
  @GET
  @Path("/me")
  public UserRepresentation current(@Auth Caller caller) {
    return service.current(caller);
  }

  @Operation(summary = "Those that there are, to anyone; the email in the caller's own alone")
  @GET
  @Path("/by-ids")
  public Batch<UserRepresentation> byIds(
      @Auth Optional<Caller> caller,
      @QueryParam("ids") @Size(min = 1, max = Batch.MAX_IDS) List<@NotNull UUID> ids) {
    return new Batch<>(service.many(ids, caller));
  }
}
