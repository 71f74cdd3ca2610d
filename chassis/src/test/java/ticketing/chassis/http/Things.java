package ticketing.chassis.http;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;

/** A service whose requests fail in every way there is. */
public final class Things extends Application<Configuration> {

  /** What one can ask for. */
  public record Thing(
      @NotBlank @Size(max = 10) String title,
      @NotNull @Valid Money price,
      int count,
      @Nullable UUID owner,
      @Nullable Instant since,
      @Nullable List<@Size(max = 3) String> tags) {}

  /** Passed by a late answer when it is asked for, and when it is given. */
  static final CyclicBarrier LATE = new CyclicBarrier(2);

  @Override
  public void initialize(Bootstrap<Configuration> bootstrap) {
    bootstrap.addBundle(new RestBundle());
  }

  @Override
  public void run(Configuration configuration, Environment environment) {
    environment.jersey().register(new ThingResource());
  }

  /** Its door. */
  @Path("/things")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public static final class ThingResource {

    @POST
    public Thing create(@NotNull @Valid Thing thing) {
      return thing;
    }

    @GET
    @Path("/page")
    public Response page() {
      return Response.ok("{}").header("Content-Security-Policy", "default-src 'self'").build();
    }

    @GET
    @Path("/late")
    public String late() throws Exception {
      LATE.await(30, TimeUnit.SECONDS);
      LATE.await(30, TimeUnit.SECONDS);
      return "late";
    }

    @GET
    @Path("/{id}")
    public UUID one(@PathParam("id") UUID id) {
      return id;
    }

    @GET
    public List<UUID> list(
        @QueryParam("ids") @Size(max = 2) List<UUID> ids,
        @QueryParam("status") @Nullable TicketStatus status,
        @QueryParam("first") @DefaultValue("20") @Min(1) @Max(100) int first) {
      return ids;
    }

    @GET
    @Path("/failures/{kind}")
    public String fail(@PathParam("kind") String kind) throws Exception {
      throw switch (kind) {
        case "held" ->
            ProblemException.lockedByCaller(
                UUID.fromString("01938d3c-0000-7000-8000-000000000003"));
        case "declined" -> ProblemException.declined("insufficient_funds");
        case "limited" ->
            ProblemException.retryLater(ErrorCode.RATE_LIMITED, "too many attempts", 30);
        case "field" -> ProblemException.badInput("after", "is no cursor");
        case "anonymous" -> new NotAuthorizedException("Bearer");
        case "forbidden" -> new ForbiddenException("the vault is closed");
        case String database when database.startsWith("database-") ->
            new IllegalStateException(
                new SQLException("no route to db-secret-host", database.substring(9)));
        default -> new IllegalStateException("select * from secret_table failed");
      };
    }
  }
}
