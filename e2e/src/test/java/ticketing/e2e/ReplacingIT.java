package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import ticketing.dev.FreePorts;

/** Two applications are replaced, one instance after the other, and nobody notices. */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
class ReplacingIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  @Test
  void notOneRequestFails() throws Exception {
    var stack = Installation.stack();
    try (var orders =
            new Fleet(
                stack, "orders", FreePorts.next(), Fleet.draining(Map.of("ORDER_LOCK", "PT15M")));
        var gateways =
            new Fleet(
                stack,
                "gateway",
                FreePorts.next(),
                Fleet.draining(Map.of("ORDERS_URL", orders.uri().toString())))) {
      Estate.atOnce(
          () -> orders.grow(Map.of()),
          () -> orders.grow(Map.of()),
          () -> gateways.grow(Map.of()),
          () -> gateways.grow(Map.of()));
      // Beside other tests, news may take longer than they are waited for.
      var requests = new Requests(Requests.UNHEARD);
      var load = new Load(new Journey(gateways.uri(), requests, 2, 8, false), BETWEEN, requests);

      Estate.atOnce(
          () -> orders.replaceAll(Map.of(), () -> {}),
          () -> gateways.replaceAll(Map.of(), () -> {}));

      load.end();
      System.out.println("Replacing orders and gateway: " + load.summary());
      load.assertNoneFailed();
      assertThat(Account.settled(new Ledger(stack), load.purchases(), PATIENCE)).isNotEmpty();
    }
  }
}
