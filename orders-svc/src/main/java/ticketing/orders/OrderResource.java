package ticketing.orders;

import io.dropwizard.auth.Auth;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.contracts.Batch;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.Page;
import ticketing.contracts.orders.CreateOrderRequest;
import ticketing.contracts.orders.OrderRepresentation;

/** Orders over HTTP, each to its buyer alone. */
@Path("/orders")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class OrderResource {

  private final OrderService service;

  OrderResource(OrderService service) {
    this.service = service;
  }

  @Operation(summary = "Locks a ticket for the caller")
  @POST
  @APIResponseSchema(value = OrderRepresentation.class, responseCode = "201")
  public Response create(
      @Auth Caller caller, @RequestBody @NotNull @Valid CreateOrderRequest request) {
    return Response.status(Response.Status.CREATED).entity(service.create(caller, request)).build();
  }

  @Operation(summary = "Lets the ticket go; a cancelled order stays as it is")
  @POST
  @Path("/{id}/cancellation")
  public OrderRepresentation cancel(@Auth Caller caller, @PathParam("id") UUID id) {
    return service.cancel(caller, id);
  }

  @Operation(summary = "An order of the caller's")
  @GET
  @Path("/{id}")
  public OrderRepresentation one(@Auth Caller caller, @PathParam("id") UUID id) {
    return service.one(caller, id);
  }

  @Operation(summary = "Those of the caller's")
  @GET
  @Path("/by-ids")
  public Batch<OrderRepresentation> byIds(
      @Auth Caller caller,
      @QueryParam("ids") @Size(min = 1, max = Batch.MAX_IDS) List<@NotNull UUID> ids) {
    return new Batch<>(service.many(caller, ids));
  }

  @Operation(summary = "The caller's orders that hold these tickets, or have them for good")
  @GET
  @Path("/by-tickets")
  public Batch<OrderRepresentation> byTickets(
      @Auth Caller caller,
      @QueryParam("ticketIds") @Size(min = 1, max = Batch.MAX_IDS) List<@NotNull UUID> ticketIds) {
    return new Batch<>(service.byTickets(caller, ticketIds));
  }

  @Operation(summary = "A page of the caller's history")
  @GET
  public Page<OrderRepresentation> history(
      @Auth Caller caller,
      @QueryParam("status") @Nullable OrderStatus status,
      @QueryParam("first") @DefaultValue("" + Page.DEFAULT) @Min(1) @Max(Page.MAX) int first,
      @QueryParam("after") @Nullable String after) {
    return service.history(caller, status, first, after);
  }
}
