package ticketing.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

  @Test
  void withoutAKeyOfStripesTheStandInIsUsed() {
    assertThat(plan(Map.of()).usesStandIn()).isTrue();
    assertThat(plan(Map.of("STRIPE_SECRET_KEY", "")).usesStandIn()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk_test_abc", "sk_live_abc", "rk_test_abc"})
  void aKeyOfStripesIsUsed(String key) {
    assertThat(plan(Map.of("STRIPE_SECRET_KEY", key)).usesStandIn()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pk_test_abc", "whsec_abc", " sk_test_abc", "abc"})
  void anyOtherIsRefusedWithoutSayingIt(String key) {
    assertThatThrownBy(() -> plan(Map.of("STRIPE_SECRET_KEY", key)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("STRIPE_SECRET_KEY is set, but is no secret (sk_...)")
        .hasMessageNotContaining("abc");
  }

  private static Plan plan(Map<String, String> environment) {
    return new Plan(new Build(Path.of("/project")), Path.of("/data"), Ports.free(), environment);
  }
}
