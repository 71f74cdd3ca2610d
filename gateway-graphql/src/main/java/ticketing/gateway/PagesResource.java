package ticketing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import ticketing.gateway.WebFiles.WebFile;

/** The pages for people, and what they load. */
@Path("/")
public final class PagesResource {

  private static final String POLICY = "Content-Security-Policy";

  private static final String NOT_BUILT =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Not built</title>
      <h1>The pages were not built</h1>
      <p>Everything else runs. Install Node.js 20.19 or newer with npm (Debian: <code>apt-get install
      npm</code>), then run <code>make run</code> again.</p>
      </html>
      """;

  private final WebFiles files;
  private final StripeSettings stripe;

  PagesResource(WebFiles files, StripeSettings stripe) {
    this.files = files;
    this.stripe = stripe;
  }

  @GET
  @Path("playground")
  public Response playground() {
    return page("playground", PagePolicy.PLAYGROUND);
  }

  /** The page asks for the order itself: with the caller's cookie, which may not be there yet. */
  @GET
  @Path("checkout/{order}")
  public Response checkout() {
    return page("checkout", PagePolicy.checkout(stripe));
  }

  @GET
  @Path("assets/{name}")
  public Response asset(@PathParam("name") String name) {
    WebFile file = files.asset(name).orElseThrow(NotFoundException::new);
    return Response.ok(file.content(), file.type())
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
        .build();
  }

  private Response page(String name, String policy) {
    return files
        .page(name)
        .map(file ->
            Response.ok(stripe.in(new String(file.content(), UTF_8)), file.type())
                .header(POLICY, policy))
        .orElseGet(() ->
            Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .type("text/html; charset=utf-8")
                .entity(NOT_BUILT))
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .build();
  }
}
