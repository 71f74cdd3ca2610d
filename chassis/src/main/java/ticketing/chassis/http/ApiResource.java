package ticketing.chassis.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The service's OpenAPI document, as the build made it. */
@Path("/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public final class ApiResource {

  private final byte[] document;

  private ApiResource(byte[] document) {
    this.document = document;
  }

  /** None for an application without REST endpoints. */
  static Optional<ApiResource> load() {
    try (InputStream in = ApiResource.class.getResourceAsStream("/openapi.json")) {
      return in == null ? Optional.empty() : Optional.of(new ApiResource(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GET
  @Operation(hidden = true)
  public byte[] document() {
    return document.clone();
  }
}
