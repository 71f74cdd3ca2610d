package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * How a purchase stands with orders, tickets, payments and Stripe.
 *
 * @param charge NONE where there is no charge
 * @param captured what Stripe took, a number for each intent that took something
 * @param held what Stripe keeps on the card
 * @param confirmed whether the card was ever asked
 */
record Account(
    Purchase purchase,
    String order,
    String cancelReason,
    String ticket,
    int ticketPrice,
    String charge,
    List<Integer> captured,
    int held,
    boolean confirmed) {

  private static Account of(Purchase purchase, List<Ledger.Intent> intents) {
    JsonNode order = purchase.buyer().sees(purchase.id());
    return new Account(
        purchase,
        order.path("status").asText(),
        order.path("cancelReason").asText(""),
        order.path("ticket").path("status").asText(),
        order.path("ticket").path("price").path("amount").asInt(),
        order.path("charge").path("status").asText("NONE"),
        intents.stream().map(Ledger.Intent::captured).filter(amount -> amount != 0).toList(),
        intents.stream().mapToInt(Ledger.Intent::held).sum(),
        intents.stream().anyMatch(Ledger.Intent::confirmed));
  }

  /** Waits until every purchase is over, and all agree on it to the cent. */
  static List<Account> settled(Ledger ledger, Collection<Purchase> purchases, Duration limit) {
    var open = new ArrayList<>(purchases);
    await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> {
          Map<String, List<Ledger.Intent>> intents = ledger.byOrder();
          List<Account> unsettled =
              open.stream()
                  .map(purchase -> of(purchase, intents))
                  .filter(account -> !account.isSettled())
                  .toList();
          open.retainAll(unsettled.stream().map(Account::purchase).toList());
          assertThat(unsettled).isEmpty();
        });
    // Once more: what was settled stays so.
    Map<String, List<Ledger.Intent>> intents = ledger.byOrder();
    List<Account> all = purchases.stream().map(purchase -> of(purchase, intents)).toList();
    assertThat(all).allMatch(Account::isSettled);
    return all;
  }

  private static Account of(Purchase purchase, Map<String, List<Ledger.Intent>> intents) {
    return of(purchase, intents.getOrDefault(purchase.id(), List.of()));
  }

  private boolean isSettled() {
    return isCompleted() || isCancelled();
  }

  /** Why it was cancelled, or else how the order stands. */
  String end() {
    return cancelReason.isEmpty() ? order : cancelReason;
  }

  /** Paid exactly once, exactly its price, and the ticket is sold. */
  boolean isCompleted() {
    return order.equals("COMPLETED")
        && ticket.equals("SOLD")
        && charge.equals("COMPLETED")
        && captured.equals(List.of(purchase.price()))
        && held == 0;
  }

  /** Nothing taken, nothing held, and the ticket is no longer this order's. */
  boolean isCancelled() {
    return order.equals("CANCELLED")
        && List.of("AVAILABLE", "WITHDRAWN").contains(ticket)
        && List.of("NONE", "FAILED").contains(charge)
        && captured.isEmpty()
        && held == 0;
  }
}
