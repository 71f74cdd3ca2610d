package ticketing.payments;

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
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.contracts.Batch;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.Page;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.payments.ChargeDetailRepresentation;

/** Charges over HTTP, to admins. */
@Path("/admin/charges")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ChargeAdminResource {

  private final ChargeAdminService service;

  ChargeAdminResource(ChargeAdminService service) {
    this.service = service;
  }

  @Operation(
      summary = "Charges: a page, newest first",
      description = "Those that were made at `from` or later and before `to`.")
  @GET
  @RolesAllowed(Caller.ADMIN)
  public Page<ChargeDetailRepresentation> charges(
      @Auth Caller caller,
      @QueryParam("ids") @Size(max = Batch.MAX_IDS) List<@NotNull UUID> ids,
      @QueryParam("orderIds") @Size(max = Batch.MAX_IDS) List<@NotNull UUID> orderIds,
      @QueryParam("buyerId") @Nullable UUID buyerId,
      @QueryParam("status") @Nullable ChargeStatus status,
      @QueryParam("step") @Nullable ChargeStep step,
      @QueryParam("from") @Nullable Instant from,
      @QueryParam("to") @Nullable Instant to,
      @QueryParam("first") @DefaultValue("" + Page.DEFAULT) @Min(1) @Max(Page.MAX) int first,
      @QueryParam("after") @Nullable String after) {
    String name = step == null ? null : step.name();
    var filter = new ChargeFilter(ids, orderIds, buyerId, steps(status), name, from, to);
    return service.list(filter, first, after);
  }

  private static List<String> steps(@Nullable ChargeStatus status) {
    return Stream.of(ChargeStep.values())
        .filter(step -> step.status() == status)
        .map(Enum::name)
        .toList();
  }

  @Operation(
      summary = "Charges whose money is, or may be, held: a page, oldest first",
      description = "Those at the steps AUTHORIZED, CAPTURING and VOIDING.")
  @GET
  @Path("/holds")
  @RolesAllowed(Caller.ADMIN)
  public Page<ChargeDetailRepresentation> holds(
      @Auth Caller caller,
      @QueryParam("first") @DefaultValue("" + Page.DEFAULT) @Min(1) @Max(Page.MAX) int first,
      @QueryParam("after") @Nullable String after) {
    return service.holds(first, after);
  }

  @Operation(
      summary = "Gives back all that was taken",
      description = "Asking again changes nothing. CHARGE_NOT_REFUNDABLE: nothing was taken.")
  @POST
  @Path("/{id}/refund")
  @RolesAllowed(Caller.ADMIN)
  public ChargeDetailRepresentation refund(
      @Auth Caller caller,
      @PathParam("id") UUID id,
      @RequestBody @NotNull @Valid ReasonRequest request) {
    return service.refund(caller, id, request);
  }
}
