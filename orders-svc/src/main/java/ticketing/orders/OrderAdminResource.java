package ticketing.orders;

import io.dropwizard.auth.Auth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.BearerFilter;
import ticketing.chassis.auth.Caller;
import ticketing.contracts.Batch;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.Page;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.orders.AdminOrderRepresentation;
import ticketing.contracts.orders.OrderStoryRepresentation;

/** Orders over HTTP, to admins. */
@Path("/admin/orders")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class OrderAdminResource {

  private final OrderAdminService service;
  private final StoryService stories;

  OrderAdminResource(OrderAdminService service, StoryService stories) {
    this.service = service;
    this.stories = stories;
  }

  @Operation(
      summary = "Orders: a page, newest first",
      description = "Those made at or after from and before to.")
  @GET
  @RolesAllowed(Caller.ADMIN)
  public Page<AdminOrderRepresentation> orders(
      @Auth Caller caller,
      @QueryParam("ids") @Size(max = Batch.MAX_IDS) List<@NotNull UUID> ids,
      @QueryParam("buyerId") @Nullable UUID buyerId,
      @QueryParam("ticketId") @Nullable UUID ticketId,
      @QueryParam("status") @Nullable OrderStatus status,
      @QueryParam("from") @Nullable Instant from,
      @QueryParam("to") @Nullable Instant to,
      @QueryParam("first") @DefaultValue("" + Page.DEFAULT) @Min(1) @Max(Page.MAX) int first,
      @QueryParam("after") @Nullable String after) {
    return service.list(ids, buyerId, ticketId, status, from, to, first, after);
  }

  @Operation(
      summary = "Cancels an order that is not being paid, and lets its ticket go",
      description = "A cancelled order stays as it is.")
  @POST
  @Path("/{id}/cancel")
  @RolesAllowed(Caller.ADMIN)
  public AdminOrderRepresentation cancelByAdmin(
      @Auth Caller caller,
      @PathParam("id") UUID id,
      @RequestBody @NotNull @Valid ReasonRequest request) {
    return service.cancel(caller, id, request);
  }

  @Operation(
      summary = "All that services told of an order, its ticket and its charge",
      description =
          "By the events' time, then by version. A service that is away is named as missing.")
  @GET
  @Path("/{id}/story")
  @RolesAllowed(Caller.ADMIN)
  public OrderStoryRepresentation orderStory(
      @Auth Caller caller, @PathParam("id") UUID id, @Context HttpHeaders headers) {
    // The caller's own: there is one, as the caller is known by it.
    String token =
        BearerFilter.token(headers.getHeaderString(HttpHeaders.AUTHORIZATION)).orElseThrow();
    return stories.story(id, token);
  }
}
