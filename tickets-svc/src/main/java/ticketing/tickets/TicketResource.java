package ticketing.tickets;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.http.Preconditions;
import ticketing.contracts.Batch;
import ticketing.contracts.Page;
import ticketing.contracts.Texts;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.tickets.CreateTicketRequest;
import ticketing.contracts.tickets.SellerTickets;
import ticketing.contracts.tickets.TicketRepresentation;
import ticketing.contracts.tickets.UpdateTicketRequest;

/** Listings over HTTP. */
@Path("/tickets")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class TicketResource {

  private static final int MAX_SEARCH = 200;

  private final TicketService service;

  TicketResource(TicketService service) {
    this.service = service;
  }

  @Operation(summary = "Lists a ticket for sale")
  @POST
  @APIResponseSchema(value = TicketRepresentation.class, responseCode = "201")
  public Response create(
      @Auth Caller caller, @RequestBody @NotNull @Valid CreateTicketRequest request) {
    return Response.status(Response.Status.CREATED).entity(service.create(caller, request)).build();
  }

  @Operation(summary = "Changes a listing; its seller alone, while no order holds it")
  @PATCH
  @Path("/{id}")
  @Parameter(
      name = HttpHeaders.IF_MATCH,
      in = ParameterIn.HEADER,
      schema = @Schema(implementation = String.class),
      description = "Entity tags of versions that the listing may be at")
  @APIResponseSchema(TicketRepresentation.class)
  public Response edit(
      @Auth Caller caller,
      @PathParam("id") UUID id,
      @Context Request http,
      @RequestBody @NotNull @Valid UpdateTicketRequest request) {
    return tagged(service.edit(caller, id, request, Preconditions.ofChange(http)));
  }

  @Operation(summary = "Takes a listing down; its seller alone, while no order holds it")
  @POST
  @Path("/{id}/withdrawal")
  public TicketRepresentation withdraw(@Auth Caller caller, @PathParam("id") UUID id) {
    return service.withdraw(caller, id);
  }

  @Operation(summary = "A listing")
  @GET
  @Path("/{id}")
  @Parameter(
      name = HttpHeaders.IF_NONE_MATCH,
      in = ParameterIn.HEADER,
      schema = @Schema(implementation = String.class),
      description = "Entity tags of versions that are known")
  @APIResponseSchema(TicketRepresentation.class)
  @APIResponse(responseCode = "304", description = "It is at a version that is known")
  public Response one(@PathParam("id") UUID id, @Context Request http) {
    TicketRepresentation ticket = service.one(id);
    return Preconditions.unmodified(http, ticket.version()).orElseGet(() -> tagged(ticket));
  }

  private static Response tagged(TicketRepresentation ticket) {
    return Response.ok(ticket).tag(Preconditions.tag(ticket.version())).build();
  }

  @Operation(summary = "Those that there are")
  @GET
  @Path("/by-ids")
  public Batch<TicketRepresentation> byIds(
      @QueryParam("ids") @Size(min = 1, max = Batch.MAX_IDS) List<@NotNull UUID> ids) {
    return new Batch<>(service.many(ids));
  }

  @Operation(summary = "A page of the list")
  @GET
  public Page<TicketRepresentation> list(
      @QueryParam("search")
          @Size(max = MAX_SEARCH)
          @Pattern(regexp = Texts.PLAIN, message = Texts.PLAIN_MESSAGE)
          @Nullable String search,
      @QueryParam("status") @Nullable TicketStatus status,
      @QueryParam("sellerId") @Nullable UUID sellerId,
      @QueryParam("first") @DefaultValue("" + Page.DEFAULT) @Min(1) @Max(Page.MAX) int first,
      @QueryParam("after") @Nullable String after) {
    return service.list(search, status, sellerId, first, after);
  }

  @Operation(summary = "A page of each seller's listings, newest first")
  @GET
  @Path("/by-seller")
  public Batch<SellerTickets> bySellers(
      @QueryParam("sellerIds") @Size(min = 1, max = Batch.MAX_IDS) List<@NotNull UUID> sellerIds,
      @QueryParam("first") @DefaultValue("" + Page.DEFAULT) @Min(1) @Max(Page.MAX) int first,
      @QueryParam("after") @Nullable String after) {
    return new Batch<>(service.bySellers(sellerIds, first, after));
  }
}
