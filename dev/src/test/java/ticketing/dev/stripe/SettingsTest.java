package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static final Map<String, String> WEBHOOKS =
      Map.of(
          "STRIPE_WEBHOOK_URL",
          "http://127.0.0.1:8105/webhooks/stripe",
          "STRIPE_WEBHOOK_SECRET",
          "whsec_1");

  @Test
  void webhooksAreSentWhereTheyAreAskedFor() {
    assertThat(Settings.from(Map.of()).webhooks()).isNull();
    assertThat(Settings.from(WEBHOOKS).webhooks())
        .isEqualTo(
            new Settings.Endpoint(URI.create("http://127.0.0.1:8105/webhooks/stripe"), "whsec_1"));
    for (var name : WEBHOOKS.keySet()) {
      var half = Map.of(name, WEBHOOKS.getOrDefault(name, ""));
      assertThatThrownBy(() -> Settings.from(half))
          .hasMessage("STRIPE_WEBHOOK_URL and STRIPE_WEBHOOK_SECRET go together");
    }
  }

  @Test
  void secretsAreNotShown() {
    var settings = Settings.of(Path.of("x")).withWebhooks(URI.create("http://a/"), "whsec_1");
    assertThat(settings.toString()).doesNotContain("whsec_1", Settings.DEFAULT_SECRET_KEY);
    assertThat(String.valueOf(settings.webhooks())).isEqualTo("http://a/");
  }
}
