package ticketing.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.chassis.testing.DescribedApi;

/**
 * The service is as its OpenAPI document says; all calls of the other tests are held against it.
 */
@ExtendWith(TicketsServer.Shared.class)
final class ApiIT {

  private final TicketsServer tickets;

  ApiIT(TicketsServer tickets) {
    this.tickets = tickets;
  }

  @Test
  void isWhatItsDocumentSays() {
    DescribedApi.assertDescribes(
        "tickets",
        tickets.service().client().get("/openapi.json").body(),
        tickets.service().environment());
  }

  @Test
  void isShownToPeopleAtTheAdminPort() throws Exception {
    HttpResponse<String> page = get("/api/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    // Nothing of another host's is loaded, and nothing is asked of one.
    assertThat(page.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("default-src 'none';")
        .doesNotContain("unsafe", "http");
    assertThat(get("/api").uri()).isEqualTo(page.uri());

    var loaded =
        Pattern.compile(" (?:src|href)=\"([^\"]+)\"")
            .matcher(page.body())
            .results()
            .map(found -> found.group(1))
            .filter(link -> !link.equals("data:,"))
            .toList();
    assertThat(loaded).containsExactly("swagger-ui.css", "swagger-ui.js", "viewer.js");
    for (String file : loaded) {
      assertThat(get("/api/" + file).statusCode()).as(file).isEqualTo(200);
    }
    assertThat(get("/api/viewer.js").body()).contains("openapi.json");
    assertThat(get("/api/openapi.json").body())
        .isEqualTo(send(tickets.service().url().resolve("/openapi.json")).body());
    assertThat(get("/api/../config.yml").statusCode()).isBetween(400, 404);
    assertThat(get("/api/config.yml").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(URI.create(tickets.service().adminUrl() + path));
  }

  private static HttpResponse<String> send(URI uri) throws Exception {
    try (var http = HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }
}
