package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Subscriptions, as npm's graphql-sse has them. */
final class SubscriptionsIT {

  private static SseClient client;

  private final Gateway gateway = Gateway.shared();
  private final LiveWorld live = new LiveWorld(gateway.world);

  @BeforeAll
  static void begin() {
    client = SseClient.start();
  }

  @AfterAll
  static void end() {
    client.close();
  }

  private static String ticketChanged(UUID id) {
    return "subscription { ticketChanged(id: \"" + id + "\") { title version } }";
  }

  @Test
  void saysHowItStandsThenEachChange() {
    var ticket = live.ticket();
    client.subscribe("tosca", gateway, ticketChanged(ticket), null);
    client.answer("tosca", answer -> answer.at("/data/ticketChanged/version").asInt() == 1);

    live.change(ticket, "Aida");

    var changed =
        client.answer("tosca", answer -> answer.at("/data/ticketChanged/version").asInt() == 2);
    assertThat(changed.at("/data/ticketChanged/title").asText()).isEqualTo("Aida");
    assertThat(client.answers("tosca")).hasSize(2);
  }
}
