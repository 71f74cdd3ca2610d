package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.NotFoundException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesResourceTest {

  private static final WebFiles FILES = new WebFiles("/pages");
  private static final StripeSettings NO_CARDS = new StripeSettings("", "");

  private final PagesResource pages = new PagesResource(FILES, NO_CARDS);

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
    var page = new PagesResource(new WebFiles("/nowhere"), NO_CARDS).playground();

    assertThat(page.getStatus()).isEqualTo(503);
    assertThat(page.getHeaderString("Content-Type")).startsWith("text/html");
    assertThat(page.getEntity().toString()).contains("not built", "Node.js", "npm", "make run");
  }

  @Test
  void checkoutTalksToNobodyElseWhereNoCardsAreTaken() {
    assertThat(policy(NO_CARDS))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'none';"
                + " style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'");
  }

  @Test
  void checkoutTalksToTheStandInWhereThereIsOne() {
    var stripe = new StripeSettings("", "http://127.0.0.1:8190");

    assertThat(policy(stripe))
        .contains("script-src 'self';", "connect-src 'self' http://127.0.0.1:8190;")
        .contains("frame-src http://127.0.0.1:8190;");
    assertThat(new PagesResource(FILES, stripe).checkout().getEntity())
        .isEqualTo("<p>of  http://127.0.0.1:8190</p>\n");
  }

  @Test
  void checkoutLoadsStripesCardFormWhereThereIsAKey() {
    var stripe = new StripeSettings("pk_test_1", "http://127.0.0.1:8190");

    assertThat(policy(stripe))
        .contains("script-src 'self' https://js.stripe.com https://*.js.stripe.com;")
        .contains("connect-src 'self' https://api.stripe.com;")
        .contains(
            "frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com;")
        .doesNotContain("127.0.0.1");
    assertThat(new PagesResource(FILES, stripe).checkout().getEntity().toString())
        .contains("pk_test_1");
  }

  private static String policy(StripeSettings stripe) {
    return new PagesResource(FILES, stripe).checkout().getHeaderString("Content-Security-Policy");
  }
}
