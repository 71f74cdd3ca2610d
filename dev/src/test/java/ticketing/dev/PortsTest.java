package ticketing.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
  @Test
  void areTheDocumentedOnesByDefault() {
    assertThat(Ports.of(Map.of()).byName())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("gateway", 8080),
                Map.entry("gateway-admin", 8180),
                Map.entry("auth", 8101),
                Map.entry("auth-admin", 8201),
                Map.entry("tickets", 8102),
                Map.entry("tickets-admin", 8202),
                Map.entry("orders", 8103),
                Map.entry("orders-admin", 8203),
                Map.entry("expiration", 8104),
                Map.entry("expiration-admin", 8204),
                Map.entry("payments", 8105),
                Map.entry("payments-admin", 8205),
                Map.entry("postgres", 5433),
                Map.entry("nats", 4223),
                Map.entry("nats-monitoring", 8223),
                Map.entry("stripe", 8190)));
  }

  @Test
  void theEnvironmentMovesThemAndAdminFollows() {
    var ports =
        Ports.of(
            Map.of("GATEWAY_PORT", "9000", "NATS_MONITORING_PORT", "9001", "AUTH_ADMIN_PORT", "7"));
    assertThat(ports.of("gateway")).isEqualTo(9000);
    assertThat(ports.admin("gateway")).isEqualTo(9100);
    assertThat(ports.of("nats-monitoring")).isEqualTo(9001);
    assertThat(ports.admin("auth")).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "-1", "0", "65536", "8080 ", "99999999999"})
  void refusesWhatIsNoPort(String text) {
    assertThatThrownBy(() -> Ports.of(Map.of("ORDERS_PORT", text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ORDERS_PORT=" + text);
  }

  @Test
  void namesATakenPortAndWhatWantsIt() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var moved = new TreeMap<>(Ports.free().byName());
      moved.put("tickets", taken.getLocalPort());
      var ports = new Ports(moved);
      assertThatThrownBy(() -> ports.check(List.of()))
          .hasMessage(
              "Port %d, wanted by tickets, is taken: end what listens there, or set TICKETS_PORT"
                      .formatted(taken.getLocalPort())
                  + " to another.");
      assertThatCode(() -> ports.check(List.of("tickets"))).doesNotThrowAnyException();
    }
  }

  @Test
  void namesAPortThatTwoWant() {
    var moved = new TreeMap<>(Ports.free().byName());
    moved.put("nats", moved.get("stripe"));
    assertThatThrownBy(() -> new Ports(moved).check(List.of()))
        .hasMessageContaining("is wanted by nats and stripe");
  }
}
