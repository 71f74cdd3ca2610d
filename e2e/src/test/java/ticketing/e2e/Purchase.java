package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order that was made, with who made it, for which ticket and at which price. */
record Purchase(Person buyer, String ticket, String id, int price, Instant expiresAt) {

  static final String CARD = "pm_card_visa";

  static Purchase begin(Person buyer, String ticket) {
    return of(
        buyer,
        ticket,
        buyer.graphQl().data(Person.CREATE_ORDER, Map.of("ticketId", ticket)).path("createOrder"));
  }

  /** Asks until there is an order; the key sees to it that it is one. */
  static Purchase beginPatiently(Person buyer, String ticket, Duration patience) {
    var input = Map.of("ticketId", ticket, "key", "for-" + ticket);
    return of(
        buyer,
        ticket,
        await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(500))
            .atMost(patience)
            .until(
                () ->
                    buyer
                        .graphQl()
                        .ask(Person.CREATE_ORDER, input)
                        .path("data")
                        .path("createOrder"),
                order -> order.hasNonNull("id")));
  }

  static Purchase of(Person buyer, String ticket, JsonNode order) {
    return new Purchase(
        buyer,
        ticket,
        order.path("id").asText(),
        order.path("price").path("amount").asInt(),
        Instant.parse(order.path("expiresAt").asText()));
  }

  /** The charge's status, or the code of the refusal; pressed once. */
  String pay() {
    return buyer.graphQl().outcome(Person.PAY_ORDER, Map.of("orderId", id, "card", CARD));
  }

  /** The charge's status; pressed until payments-svc has heard of the order. */
  String payPatiently() {
    return pay("").path("status").asText();
  }

  /** The charge, of a payment that is not refused; without a key where it is empty. */
  JsonNode pay(String key) {
    var input = new HashMap<String, Object>(Map.of("orderId", id, "card", CARD));
    if (!key.isEmpty()) {
      input.put("key", key);
    }
    JsonNode answer = buyer.paying(input);
    assertThat(answer.path("errors").isMissingNode()).as("%s", answer).isTrue();
    return answer.path("data").path("payOrder");
  }

  /** The order's status, or the code of the refusal. */
  String cancel() {
    return buyer.graphQl().outcome(Person.CANCEL_ORDER, Map.of("id", id));
  }

  /** As orders-svc alone tells of it. */
  String status() {
    return buyer
        .graphQl()
        .outcome("query ($id: ID!) { order(id: $id) { status } }", Map.of("id", id));
  }

  /** Empty while there is none. */
  String chargeId() {
    return buyer
        .graphQl()
        .ask("query ($id: ID!) { order(id: $id) { charge { id } } }", Map.of("id", id))
        .path("data")
        .path("order")
        .path("charge")
        .path("id")
        .asText();
  }

  /** As payments-svc itself shows them: the gateway would not even ask it for everybody. */
  JsonNode charges(@Nullable String token) {
    return new Rest(Installation.stack().at("payments"), token)
        .get("/charges/by-orders?orderIds=" + id)
        .path("items");
  }

  /** Whether tickets-svc has confirmed that this order holds the ticket. */
  boolean isLocked() {
    return buyer.ticketStatus(ticket).equals("LOCKED");
  }
}
