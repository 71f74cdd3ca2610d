package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.NotFoundException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesResourceTest {

  private final PagesResource pages = new PagesResource(new WebFiles("/pages"));

  @Test
  void aPageComesWithAPolicyThatLetsNoOtherHostIn() {
    var page = pages.playground();

    assertThat(page.getStatus()).isEqualTo(200);
    assertThat(page.getHeaderString("Content-Type")).startsWith("text/html");
    assertThat(page.getHeaderString("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; ")
        .contains("connect-src 'self';", "worker-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("unsafe-eval", "http", "*", "blob:", "\n");
    assertThat(page.getHeaderString("Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void whatAPageLoadsIsKeptForGood() {
    var asset = pages.asset("code-1.js");

    assertThat(asset.getHeaderString("Content-Type")).startsWith("text/javascript");
    assertThat(asset.getHeaderString("Cache-Control")).contains("immutable");
    assertThat(new String((byte[]) asset.getEntity(), StandardCharsets.UTF_8))
        .isEqualTo("\"code\"\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"code-2.js", "notes.txt", "../playground.html", "..", ".js", "", "a/code-1.js"})
  void nothingElseIsServed(String name) {
    assertThatThrownBy(() -> pages.asset(name)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void withoutPagesItSaysHowToBuildThem() {
    var page = new PagesResource(new WebFiles("/nowhere")).playground();

    assertThat(page.getStatus()).isEqualTo(503);
    assertThat(page.getHeaderString("Content-Type")).startsWith("text/html");
    assertThat(page.getEntity().toString()).contains("not built", "Node.js", "npm", "make run");
  }
}
