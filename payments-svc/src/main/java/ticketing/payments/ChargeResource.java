package ticketing.payments;

import io.dropwizard.auth.Auth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.auth.Caller;
import ticketing.contracts.Batch;
import ticketing.contracts.payments.ChargeRepresentation;
import ticketing.contracts.payments.PayOrderRequest;
import ticketing.contracts.payments.ReconciliationRepresentation;

/** Charges over HTTP, each to its buyer and to admins. */
@Path("/charges")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ChargeResource {

  private static final Logger LOG = LoggerFactory.getLogger(ChargeResource.class);

  private final ChargeService service;
  private final ReconciliationService reconciliation;

  ChargeResource(ChargeService service, ReconciliationService reconciliation) {
    this.service = service;
    this.reconciliation = reconciliation;
  }

  @Operation(summary = "Pays an order; pressing pay again joins the payment that is under way")
  @POST
  public ChargeRepresentation pay(
      @Auth Caller caller, @RequestBody @NotNull @Valid PayOrderRequest request) {
    return service.pay(caller, request);
  }

  @Operation(summary = "Those of the caller's orders; of any to admins")
  @GET
  @Path("/by-orders")
  public Batch<ChargeRepresentation> byOrders(
      @Auth Caller caller,
      @QueryParam("orderIds") @Size(min = 1, max = Batch.MAX_IDS) List<@NotNull UUID> orderIds) {
    return new Batch<>(service.byOrders(caller, orderIds));
  }

  @Operation(summary = "Gives back all that was taken; asking again changes nothing")
  @POST
  @Path("/{id}/refund")
  @RolesAllowed(Caller.ADMIN)
  public ChargeRepresentation refund(@Auth Caller caller, @PathParam("id") UUID id) {
    LOG.info("Admin {} refunds charge {}", caller.userId(), id);
    return service.refund(id);
  }

  @Operation(
      summary = "Where charges and Stripe do not say the same, of payments begun in a span of time",
      description = "Without an end, until now.")
  @GET
  @Path("/differences")
  @RolesAllowed(Caller.ADMIN)
  public ReconciliationRepresentation differences(
      @Auth Caller caller,
      @QueryParam("from") @NotNull Instant from,
      @QueryParam("to") @Nullable Instant to) {
    return reconciliation.compare(from, to);
  }
}
