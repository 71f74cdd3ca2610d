package ticketing.tickets;

import io.dropwizard.auth.Auth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.contracts.Batch;
import ticketing.contracts.Page;
import ticketing.contracts.Texts;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.tickets.TicketDetailRepresentation;

/** Listings over HTTP, to admins. */
@Path("/admin/tickets")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class TicketAdminResource {

  private static final int MAX_SEARCH = 200;

  private final TicketAdminService service;

  TicketAdminResource(TicketAdminService service) {
    this.service = service;
  }

  @Operation(
      summary = "Listings of any status: a page, newest first",
      description = "Those that were listed at `from` or later and before `to`.")
  @GET
  @RolesAllowed(Caller.ADMIN)
  public Page<TicketDetailRepresentation> tickets(
      @Auth Caller caller,
      @QueryParam("ids") @Size(max = Batch.MAX_IDS) List<@NotNull UUID> ids,
      @QueryParam("sellerId") @Nullable UUID sellerId,
      @QueryParam("status") @Nullable TicketStatus status,
      @QueryParam("from") @Nullable Instant from,
      @QueryParam("to") @Nullable Instant to,
      @QueryParam("search")
          @Size(max = MAX_SEARCH)
          @Pattern(regexp = Texts.PLAIN, message = Texts.PLAIN_MESSAGE)
          @Nullable String search,
      @QueryParam("first") @DefaultValue("" + Page.DEFAULT) @Min(1) @Max(Page.MAX) int first,
      @QueryParam("after") @Nullable String after) {
    String name = status == null ? null : status.name();
    return service.list(new TicketFilter(ids, sellerId, name, from, to, search), first, after);
  }

  @Operation(
      summary = "Takes a listing down; its seller cannot put it on sale again",
      description =
          "TICKET_LOCKED: cancel its order first. TICKET_SOLD, and TICKET_WITHDRAWN by its seller,"
              + " are final.")
  @POST
  @Path("/{id}/take-down")
  @RolesAllowed(Caller.ADMIN)
  public TicketDetailRepresentation takeDown(
      @Auth Caller caller,
      @PathParam("id") UUID id,
      @RequestBody @NotNull @Valid ReasonRequest request) {
    return service.takeDown(caller, id, request);
  }

  @Operation(
      summary = "Puts a listing on sale again that was taken down",
      description = "TICKET_WITHDRAWN: its seller withdrew it, for good.")
  @POST
  @Path("/{id}/restore")
  @RolesAllowed(Caller.ADMIN)
  public TicketDetailRepresentation restore(
      @Auth Caller caller,
      @PathParam("id") UUID id,
      @RequestBody @NotNull @Valid ReasonRequest request) {
    return service.restore(caller, id, request);
  }
}
