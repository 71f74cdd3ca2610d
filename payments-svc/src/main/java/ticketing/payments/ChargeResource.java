package ticketing.payments;

import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import ticketing.chassis.auth.Caller;
import ticketing.contracts.Batch;
import ticketing.contracts.payments.ChargeRepresentation;
import ticketing.contracts.payments.PayOrderRequest;

/** Charges over HTTP, each to its buyer and to admins. */
@Path("/charges")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ChargeResource {

  private final ChargeService service;

  ChargeResource(ChargeService service) {
    this.service = service;
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
}
