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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.events.EventLog;
import ticketing.contracts.Page;
import ticketing.contracts.admin.EventLogRepresentation;
import ticketing.contracts.admin.LoggedEventRepresentation;
import ticketing.contracts.admin.ResendRequest;
import ticketing.contracts.admin.ResentRepresentation;
import ticketing.contracts.events.Source;

/** The service's event log, over HTTP, to admins. */
@Path("/admin/event-log")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class EventLogResource {

  private final EventLogService service;

  private EventLogResource(EventLogService service) {
    this.service = service;
  }

  /** For a service that tells events as this source. */
  public static void register(
      Source source, Jdbi jdbi, EventLog log, Audit audit, Environment environment) {
    environment
        .jersey()
        .register(new EventLogResource(new EventLogService(source, jdbi, log, audit)));
  }

  @Operation(summary = "How far the event log is, and what of it NATS has not acknowledged")
  @GET
  @RolesAllowed(Caller.ADMIN)
  public EventLogRepresentation eventLog(@Auth Caller caller) {
    return service.status();
  }

  @Operation(
      summary = "Events of the log: a page, in the log's order",
      description = "Those of one aggregate, or all; of one aggregate that is by version.")
  @GET
  @Path("/events")
  @RolesAllowed(Caller.ADMIN)
  public Page<LoggedEventRepresentation> loggedEvents(
      @Auth Caller caller,
      @QueryParam("aggregateId") @Nullable UUID aggregateId,
      @QueryParam("fromPosition") @DefaultValue("1") @Min(1) long fromPosition,
      @QueryParam("first") @DefaultValue("" + Page.DEFAULT) @Min(1) @Max(Page.MAX) int first,
      @QueryParam("after") @Nullable String after) {
    return service.list(aggregateId, fromPosition, first, after);
  }

  @Operation(
      summary = "Has events published again, from a position on",
      description =
          "At most 10,000: the answer says where to go on. Who has applied them passes over them.")
  @POST
  @Path("/resend")
  @RolesAllowed(Caller.ADMIN)
  public ResentRepresentation resend(
      @Auth Caller caller, @RequestBody @NotNull @Valid ResendRequest request) {
    return service.resend(caller, request);
  }
}
