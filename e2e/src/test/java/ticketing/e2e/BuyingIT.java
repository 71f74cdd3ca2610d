package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What becomes of a ticket that is bought, or nearly. */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
@Execution(ExecutionMode.CONCURRENT)
class BuyingIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration AFTER_LOCK =
      Duration.parse(Installation.ORDER_LOCK).plusSeconds(15);

  private static final Ledger LEDGER = new Ledger(Installation.stack());

  private static Person seller;
  private static Person buyer;
  private static Person other;

  @BeforeAll
  static void signUp() {
    seller = Person.signUp();
    buyer = Person.signUp();
    other = Person.signUp();
    payAsTheFirst();
  }

  /** Loads what paying needs, which may take longer than payOrder waits. */
  private static void payAsTheFirst() {
    String order = buyer.locks(seller.sells("Overture", 5_000));
    var unused =
        buyer.graphQl().ask(Person.PAY_ORDER, Map.of("orderId", order, "card", "pm_card_visa"));
  }

  private static void awaitTicket(String ticketId, String status) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(buyer.ticketStatus(ticketId)).isEqualTo(status));
  }

  @Test
  void aPaidTicketIsSold() {
    String ticket = seller.sells("Tosca", 12_050);
    String order = buyer.locks(ticket);
    awaitTicket(ticket, "LOCKED");
    assertThat(buyer.seesTicket(ticket).path("order").path("id").asText()).isEqualTo(order);
    assertThat(other.seesTicket(ticket).path("order").isNull()).isTrue();

    JsonNode charge = buyer.pays(order, "pm_card_visa");

    assertThat(charge.path("status").asText()).isEqualTo("COMPLETED");
    assertThat(charge.path("amount").path("amount").asInt()).isEqualTo(12_050);
    assertThat(charge.path("order").path("status").asText()).isEqualTo("COMPLETED");
    awaitTicket(ticket, "SOLD");
    assertThat(other.lockingFails(ticket)).isEqualTo("TICKET_SOLD");
    assertThat(LEDGER.captured(charge.path("stripeId").asText())).isEqualTo(12_050);
  }

  @Test
  void aDeclinedCardCancelsAndUnlocks() {
    String ticket = seller.sells("Rusalka", 5_000);
    String order = buyer.locks(ticket);
    awaitTicket(ticket, "LOCKED");

    JsonNode error = buyer.payingFails(order, "pm_card_chargeDeclinedInsufficientFunds");

    assertThat(error.path("code").asText()).isEqualTo("PAYMENT_DECLINED");
    assertThat(error.path("declineCode").asText()).isEqualTo("insufficient_funds");
    JsonNode cancelled = buyer.sees(order);
    assertThat(cancelled.path("status").asText()).isEqualTo("CANCELLED");
    assertThat(cancelled.path("cancelReason").asText()).isEqualTo("PAYMENT_FAILED");
    assertThat(cancelled.path("charge").path("status").asText()).isEqualTo("FAILED");
    assertThat(LEDGER.status(cancelled.path("charge").path("stripeId").asText()))
        .isEqualTo("canceled");
    awaitTicket(ticket, "AVAILABLE");
    assertThat(other.locks(ticket)).isNotEmpty();
  }

  @Test
  void aMistypedCardLeavesTheOrderToBePaidWithAnother() {
    String ticket = seller.sells("Jenufa", 7_000);
    String order = buyer.locks(ticket);
    awaitTicket(ticket, "LOCKED");

    JsonNode error = buyer.payingFails(order, "pm_card_chargeDeclinedIncorrectCvc");

    assertThat(error.path("code").asText()).isEqualTo("PAYMENT_METHOD_INVALID");
    assertThat(buyer.sees(order).path("status").asText()).isEqualTo("CREATED");
    assertThat(buyer.pays(order, "pm_card_visa").path("status").asText()).isEqualTo("COMPLETED");
  }

  @Test
  void aCancelledOrderUnlocks() {
    String ticket = seller.sells("Carmen", 5_000);
    String order = buyer.locks(ticket);
    awaitTicket(ticket, "LOCKED");

    JsonNode cancelled =
        buyer.graphQl().data(Person.CANCEL_ORDER, Map.of("id", order)).path("cancelOrder");

    assertThat(cancelled.path("status").asText()).isEqualTo("CANCELLED");
    assertThat(cancelled.path("cancelReason").asText()).isEqualTo("BY_BUYER");
    awaitTicket(ticket, "AVAILABLE");
    assertThat(buyer.payingFails(order, "pm_card_visa").path("code").asText())
        .isEqualTo("ORDER_NOT_PAYABLE");
  }

  @Test
  void anUnpaidOrderExpiresAndUnlocks() {
    String ticket = seller.sells("Aida", 5_000);
    JsonNode order =
        buyer.graphQl().data(Person.CREATE_ORDER, Map.of("ticketId", ticket)).path("createOrder");
    String id = order.path("id").asText();
    awaitTicket(ticket, "LOCKED");
    var expiresAt = Instant.parse(order.path("expiresAt").asText());
    assertThat(Instant.parse(buyer.seesTicket(ticket).path("lockedUntil").asText()))
        .isEqualTo(expiresAt);

    await()
        .atMost(AFTER_LOCK)
        .untilAsserted(
            () -> assertThat(buyer.sees(id).path("status").asText()).isEqualTo("CANCELLED"));

    assertThat(buyer.sees(id).path("cancelReason").asText()).isEqualTo("EXPIRED");
    awaitTicket(ticket, "AVAILABLE");
    assertThat(buyer.payingFails(id, "pm_card_visa").path("code").asText())
        .isEqualTo("ORDER_EXPIRED");
  }

  @Test
  void aTicketIsNotLockedTwiceNorBySellerNorWithdrawn() {
    String ticket = seller.sells("Norma", 5_000);
    assertThat(seller.lockingFails(ticket)).isEqualTo("OWN_TICKET");
    String order = buyer.locks(ticket);
    assertThat(other.lockingFails(ticket)).isEqualTo("TICKET_LOCKED");
    JsonNode own =
        buyer.graphQl().error(Person.CREATE_ORDER, Map.of("ticketId", ticket)).path("extensions");
    assertThat(own.path("orderId").asText()).isEqualTo(order);
    awaitTicket(ticket, "LOCKED");
    assertThat(seller.editingPriceFails(ticket, 6_000)).isEqualTo("TICKET_LOCKED");
    assertThat(seller.graphQl().errorCode(Person.WITHDRAW_TICKET, Map.of("id", ticket)))
        .isEqualTo("TICKET_LOCKED");

    String withdrawn = seller.sells("Salome", 5_000);
    seller.graphQl().data(Person.WITHDRAW_TICKET, Map.of("id", withdrawn));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(buyer.lockingFails(withdrawn)).isEqualTo("TICKET_WITHDRAWN"));
    assertThat(other.editingPriceFails(withdrawn, 6_000)).isEqualTo("FORBIDDEN");
  }

  @Test
  void aChangedPriceIsNoticed() {
    String ticket = seller.sells("Elektra", 5_000);
    seller.graphQl().data(Person.UPDATE_TICKET, Map.of("id", ticket, "amount", 6_000));
    var expected =
        Map.of("ticketId", ticket, "expectedPrice", Map.of("amount", 5_000, "currency", "usd"));
    // An order that comes before the news of the price is made, and cancelled by tickets-svc.
    JsonNode early =
        buyer.graphQl().ask(Person.CREATE_ORDER, expected).path("data").path("createOrder");
    if (early.hasNonNull("id")) {
      String order = early.path("id").asText();
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(buyer.sees(order).path("cancelReason").asText())
                  .isEqualTo("PRICE_CHANGED"));
    }
    assertThat(buyer.graphQl().errorCode(Person.CREATE_ORDER, expected)).isEqualTo("PRICE_CHANGED");
    assertThat(
            seller
                .graphQl()
                .errorCode(
                    Person.UPDATE_TICKET, Map.of("id", ticket, "amount", 1_000, "version", 1)))
        .isEqualTo("VERSION_CONFLICT");
  }

  @Test
  void someoneElsesOrderIsNotThere() {
    String order = buyer.locks(seller.sells("Faust", 5_000));
    assertThat(other.sees(order).isNull()).isTrue();
    assertThat(other.graphQl().errorCode(Person.CANCEL_ORDER, Map.of("id", order)))
        .isEqualTo("NOT_FOUND");
    assertThat(
            other
                .graphQl()
                .errorCode(Person.PAY_ORDER, Map.of("orderId", order, "card", "pm_card_visa")))
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void theHistoryIsPagedNewestFirst() {
    Person collector = Person.signUp();
    List<String> orders =
        List.of("one", "two", "three", "four", "five").stream()
            .map(title -> collector.locks(seller.sells(title, 5_000)))
            .toList();
    String query =
        """
        query ($after: String) {
          orders(first: 2, after: $after) {
            nodes { id ticket { title seller { id } } charge { status } }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;
    Set<String> seen = new HashSet<>();
    Map<String, String> variables = Map.of();
    boolean more = true;
    while (more) {
      JsonNode page = collector.graphQl().data(query, variables).path("orders");
      StreamSupport.stream(page.path("nodes").spliterator(), false)
          .forEach(node -> {
            int place = orders.size() - seen.size() - 1;
            assertThat(node.path("id").asText()).isEqualTo(orders.get(place));
            assertThat(node.path("ticket").path("seller").path("id").asText())
                .isEqualTo(seller.id());
            seen.add(node.path("id").asText());
          });
      more = page.path("pageInfo").path("hasNextPage").asBoolean();
      variables = Map.of("after", page.path("pageInfo").path("endCursor").asText());
    }
    assertThat(seen).hasSize(orders.size());
  }
}
