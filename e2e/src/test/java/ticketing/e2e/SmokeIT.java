package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code make k8s-smoke}: buys a ticket of an installation, and says when it could not. */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
class SmokeIT {

  @Test
  void buysATicket() throws Exception {
    var said = smoke(Installation.stack().gateway(), Map.of());
    assertThat(said.text()).contains("Bought ticket");
    assertThat(said.status()).isZero();
  }

  @Test
  void saysWhatDidNotWork() throws Exception {
    var declined = smoke(Installation.stack().gateway(), Map.of("CARD", "pm_card_chargeDeclined"));
    assertThat(declined.text()).contains("PAYMENT_DECLINED");
    assertThat(declined.status()).isOne();
  }

  private record Said(String text, int status) {}

  private static Said smoke(URI gateway, Map<String, String> environment) throws Exception {
    var builder =
        new ProcessBuilder(Manifests.ROOT.resolve("k8s/smoke").toString(), gateway.toString())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    try (var reader = process.inputReader()) {
      return new Said(reader.readAllAsString(), process.waitFor());
    }
  }
}
