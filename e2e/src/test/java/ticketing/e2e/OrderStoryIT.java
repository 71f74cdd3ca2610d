package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import ticketing.dev.Stack;

/** An admin reads what became of an order, from all services' logs. */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
@Execution(ExecutionMode.CONCURRENT)
class OrderStoryIT {

  private static final Stack STACK = Installation.stack();

  @Test
  void ofAPaidOrderIsTold() throws Exception {
    Person buyer = Person.signUp();
    String ticket = Person.signUp().sells("Tosca", 12_050);
    String order = buyer.locks(ticket);
    assertThat(buyer.pays(order, "pm_card_visa").path("status").asText()).isEqualTo("COMPLETED");
    await().until(() -> buyer.ticketStatus(ticket).equals("SOLD"));

    JsonNode story =
        new Rest(STACK.at("orders"), MakeAdminIT.adminsToken())
            .get("/admin/orders/" + order + "/story");

    assertThat(story.at("/order/status").asText()).isEqualTo("COMPLETED");
    assertThat(story.path("missing")).isEmpty();
    assertThat(all(story, "type"))
        .startsWith("ticket.created", "order.created")
        .containsSubsequence(
            "charge.created", "charge.authorized", "order.awaiting-payment", "charge.completed")
        .contains("order.completed")
        .endsWith("ticket.updated");
    assertThat(all(story, "source")).contains("TICKETS", "ORDERS", "PAYMENTS");
    assertThat(all(story, "traceId")).allMatch(id -> id.matches("[0-9a-f]{32}"));
    assertThat(all(story, "time").stream().map(Instant::parse)).isSorted();
  }

  private static List<String> all(JsonNode story, String field) {
    return StreamSupport.stream(story.path("events").spliterator(), false)
        .map(event -> event.path(field).asText())
        .toList();
  }
}
