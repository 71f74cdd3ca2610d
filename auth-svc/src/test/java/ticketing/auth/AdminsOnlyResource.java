package ticketing.auth;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** A door for admins with nothing behind it. */
@Path("/admins-only")
@Produces(MediaType.APPLICATION_JSON)
public final class AdminsOnlyResource {

  @GET
  @RolesAllowed("admin")
  public Map<String, String> enter() {
    return Map.of("welcome", "admin");
  }
}
