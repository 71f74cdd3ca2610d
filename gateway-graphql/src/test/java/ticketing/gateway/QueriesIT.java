package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QueriesIT {

  private final Gateway gateway = Gateway.shared();
  private final World world = gateway.world;

  @Test
  void aHistoryTakesOneCallAServiceALevel() {
    var answer =
        gateway.ask(
            """
            { orders(first: 20) { nodes {
                id price { amount currency }
                ticket { title seller { id email } }
                charge { status stripeId } } } }
            """);

    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    var last = answer.at("/data/orders/nodes/19");
    assertThat(last.at("/ticket/title").asText()).isEqualTo("Ticket 19");
    assertThat(last.at("/ticket/seller/id").asText()).isEqualTo(World.id(19).toString());
    assertThat(last.at("/charge/stripeId").asText()).isEqualTo("pi_19");
    assertThat(world.calls()).hasSize(4);
    assertThat(world.orders.onlyCall().all("first")).containsExactly("20");
    assertThat(world.tickets.onlyCall().all("ids")).hasSize(20);
    assertThat(world.auth.onlyCall().all("ids")).hasSize(20);
    assertThat(world.payments.onlyCall().all("orderIds")).hasSize(20);
  }
}
