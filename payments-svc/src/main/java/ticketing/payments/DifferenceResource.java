package ticketing.payments;

import io.dropwizard.auth.Auth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.contracts.Page;
import ticketing.contracts.payments.FoundDifferenceRepresentation;
import ticketing.contracts.payments.ReconciliationRepresentation;

/** Where charges and Stripe do not say the same, over HTTP, to admins. */
@Path("/admin/differences")
@Produces(MediaType.APPLICATION_JSON)
public final class DifferenceResource {

  private final Differences found;
  private final ReconciliationService reconciliation;

  DifferenceResource(Differences found, ReconciliationService reconciliation) {
    this.found = found;
    this.reconciliation = reconciliation;
  }

  @Operation(
      summary = "What the reconciler found when it last compared charges: a page, newest first",
      description = "It compares by schedule payments that began lately.")
  @GET
  @RolesAllowed(Caller.ADMIN)
  public Page<FoundDifferenceRepresentation> differences(
      @Auth Caller caller,
      @QueryParam("first") @DefaultValue("" + Page.DEFAULT) @Min(1) @Max(Page.MAX) int first,
      @QueryParam("after") @Nullable String after) {
    return found.list(first, after);
  }

  @Operation(
      summary = "Compares charges with Stripe now: payments begun in a span of time",
      description = "Without an end, until now. 31 days at most.")
  @GET
  @Path("/of-span")
  @RolesAllowed(Caller.ADMIN)
  public ReconciliationRepresentation ofSpan(
      @Auth Caller caller,
      @QueryParam("from") @NotNull Instant from,
      @QueryParam("to") @Nullable Instant to) {
    return reconciliation.compare(from, to);
  }
}
