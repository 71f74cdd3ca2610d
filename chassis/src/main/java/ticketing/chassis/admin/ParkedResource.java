package ticketing.chassis.admin;

import io.dropwizard.auth.Auth;
import io.dropwizard.core.setup.Environment;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.contracts.Page;
import ticketing.contracts.admin.ParkedEventRepresentation;
import ticketing.contracts.admin.ParkedRepresentation;
import ticketing.contracts.admin.ParkedState;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.events.Source;

/** Events that the service keeps back, over HTTP, to admins. */
@Path("/admin/parked")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ParkedResource {

  private final ParkedService service;

  private ParkedResource(ParkedService service) {
    this.service = service;
  }

  /** For a service that hears with a transaction. */
  public static void register(Jdbi jdbi, Audit audit, Environment environment) {
    environment.jersey().register(new ParkedResource(new ParkedService(jdbi, audit)));
  }

  @Operation(summary = "Events that the service keeps back: a page, newest first")
  @GET
  @RolesAllowed(Caller.ADMIN)
  public Page<ParkedRepresentation> parked(
      @Auth Caller caller,
      @QueryParam("source") @Nullable Source source,
      @QueryParam("state") @Nullable ParkedState state,
      @QueryParam("first") @DefaultValue("" + Page.DEFAULT) @Min(1) @Max(Page.MAX) int first,
      @QueryParam("after") @Nullable String after) {
    return service.list(source, state, first, after);
  }

  @Operation(
      summary = "An event that the service keeps back, with its body",
      description = "Also one that was discarded, until a later version of its row is applied.")
  @GET
  @Path("/{id}")
  @RolesAllowed(Caller.ADMIN)
  public ParkedEventRepresentation parkedEvent(@Auth Caller caller, @PathParam("id") long id) {
    return service.one(id);
  }

  @Operation(
      summary = "Has it tried again, within seconds",
      description = "As often as one that just came. One that cannot be read is refused.")
  @POST
  @Path("/{id}/replay")
  @RolesAllowed(Caller.ADMIN)
  @APIResponse(responseCode = "204", description = "It is tried again")
  public Response replay(
      @Auth Caller caller,
      @PathParam("id") long id,
      @RequestBody @NotNull @Valid ReasonRequest request) {
    service.replay(caller, id, request);
    return Response.noContent().build();
  }

  @Operation(
      summary = "Gives it up",
      description = "It is not applied, and no later version of its row waits for it.")
  @POST
  @Path("/{id}/discard")
  @RolesAllowed(Caller.ADMIN)
  @APIResponse(responseCode = "204", description = "It is given up")
  public Response discard(
      @Auth Caller caller,
      @PathParam("id") long id,
      @RequestBody @NotNull @Valid ReasonRequest request) {
    service.discard(caller, id, request);
    return Response.noContent().build();
  }
}
