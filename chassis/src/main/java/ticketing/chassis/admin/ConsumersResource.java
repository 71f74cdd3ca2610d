package ticketing.chassis.admin;

import io.dropwizard.auth.Auth;
import io.dropwizard.core.setup.Environment;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.events.Consumers;
import ticketing.chassis.events.EventBus;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.Batch;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.admin.ConsumerRepresentation;

/** How far the service is in hearing others, over HTTP, to admins. */
@Path("/admin/consumers")
@Produces(MediaType.APPLICATION_JSON)
public final class ConsumersResource {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumersResource.class);

  private final Consumers consumers;

  ConsumersResource(Consumers consumers) {
    this.consumers = consumers;
  }

  /** For a service that hears on this bus. */
  public static void register(EventBus bus, Environment environment) {
    environment.jersey().register(new ConsumersResource(Consumers.of(bus)));
  }

  @Operation(summary = "How far the service is in hearing each of the others, as NATS sees it")
  @GET
  @RolesAllowed(Caller.ADMIN)
  public Batch<ConsumerRepresentation> consumers(@Auth Caller caller) {
    try {
      return new Batch<>(consumers.look());
    } catch (IOException e) {
      LOG.warn("NATS does not tell of consumers: {}", e.toString());
      throw ProblemException.retryLater(ErrorCode.SERVICE_UNAVAILABLE, "NATS does not answer", 1);
    }
  }
}
