package ticketing.chassis.http;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Shows the service's OpenAPI document to people, {@code /api/} of its admin port: Swagger UI from
 * its package, which reads the document and sends nothing.
 */
final class ApiViewer extends HttpServlet {

  private static final long serialVersionUID = 1;

  // Swagger UI has pictures in its styles.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String DOCUMENT = "/openapi.json";
  private static final String PACKAGE = "/META-INF/resources/webjars/swagger-ui/";

  /** Where a file of the viewer is in the class path, and its media type. */
  private record Part(String resource, String type) {}

  private final Map<String, Part> parts;

  private ApiViewer(String swagger) {
    this.parts =
        Map.of(
            "/",
            new Part("/api-viewer/index.html", "text/html"),
            "/viewer.js",
            new Part("/api-viewer/viewer.js", "text/javascript"),
            "/swagger-ui.js",
            new Part(swagger + "swagger-ui-bundle.js", "text/javascript"),
            "/swagger-ui.css",
            new Part(swagger + "swagger-ui.css", "text/css"),
            DOCUMENT,
            new Part(DOCUMENT, "application/json"));
  }

  /** Where the application has such a document. */
  static void install(Environment environment) {
    if (ApiViewer.class.getResource(DOCUMENT) != null) {
      environment
          .admin()
          .addServlet("api-viewer", new ApiViewer(PACKAGE + version() + "/"))
          .addMapping("/api/*");
    }
  }

  /** As the package itself says. */
  private static String version() {
    var said = new Properties();
    try (InputStream in =
        ApiViewer.class.getResourceAsStream(
            "/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      if (in != null) {
        said.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return said.getProperty("version");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse answer) throws IOException {
    @Nullable String asked = request.getPathInfo();
    if (asked == null) {
      answer.sendRedirect(request.getRequestURI() + "/");
      return;
    }
    @Nullable Part part = parts.get(asked);
    if (part == null) {
      answer.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    answer.setHeader("Content-Security-Policy", POLICY);
    answer.setContentType(part.type());
    answer.setCharacterEncoding("utf-8");
    try (InputStream in = ApiViewer.class.getResourceAsStream(part.resource())) {
      if (in == null) {
        throw new IllegalStateException(part.resource() + " is missing");
      }
      in.transferTo(answer.getOutputStream());
    }
  }
}
