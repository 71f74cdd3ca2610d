package ticketing.chassis.admin;

import io.dropwizard.auth.Auth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.contracts.Page;
import ticketing.contracts.Texts;
import ticketing.contracts.admin.AuditRepresentation;

/** What admins did, over HTTP, to admins. */
@Path("/admin/audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {

  private static final int MAX_FILTER = 100;

  private final Audit audit;

  AuditResource(Audit audit) {
    this.audit = audit;
  }

  @Operation(summary = "What admins did at this service: a page, newest first")
  @GET
  @RolesAllowed(Caller.ADMIN)
  public Page<AuditRepresentation> audit(
      @Auth Caller caller,
      @QueryParam("who") @Nullable UUID who,
      @QueryParam("what")
          @Size(max = MAX_FILTER)
          @Pattern(regexp = Texts.PLAIN, message = Texts.PLAIN_MESSAGE)
          @Nullable String what,
      @QueryParam("subject")
          @Size(max = MAX_FILTER)
          @Pattern(regexp = Texts.PLAIN, message = Texts.PLAIN_MESSAGE)
          @Nullable String subject,
      @QueryParam("first") @DefaultValue("" + Page.DEFAULT) @Min(1) @Max(Page.MAX) int first,
      @QueryParam("after") @Nullable String after) {
    return audit.list(who, what, subject, first, after);
  }
}
