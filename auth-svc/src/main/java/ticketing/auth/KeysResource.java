package ticketing.auth;

import io.dropwizard.jersey.caching.CacheControl;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The public keys that access tokens are verified with. */
@Path("/.well-known/jwks.json")
@Produces(MediaType.APPLICATION_JSON)
public final class KeysResource {

  private final CurrentKeys keys;

  KeysResource(CurrentKeys keys) {
    this.keys = keys;
  }

  // Cached for a minute at most: a new key is to be known before it signs.
  @Operation(summary = "The public keys (JWKS) that access tokens are verified with")
  @GET
  @CacheControl(maxAge = 60)
  public JsonWebKeys published() {
    return JsonWebKeys.of(keys.published());
  }
}
