package ticketing.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What a user has, one of each kind.
 *
 * @param listed the user's own listing, that anybody may buy
 * @param locked another's ticket, which the order {@code live} locks
 * @param sold another's ticket, which the order {@code paid} bought
 */
record Belongings(
    Person owner,
    String listed,
    String locked,
    String sold,
    String live,
    String paid,
    String cancelled,
    String charge) {

  private static final String ALL =
      """
      query ($live: ID!, $paid: ID!, $cancelled: ID!, $listed: ID!, $locked: ID!, $sold: ID!) {
        me { id email }
        live: order(id: $live) { ...order }
        paid: order(id: $paid) { ...order }
        cancelled: order(id: $cancelled) { ...order }
        listed: ticket(id: $listed) { ...ticket }
        locked: ticket(id: $locked) { ...ticket }
        sold: ticket(id: $sold) { ...ticket }
      }
      fragment ticket on Ticket {
        id title price { amount currency } status lockedUntil version updatedAt order { id }
      }
      fragment order on Order {
        id status cancelReason price { amount } expiresAt version
        charge { id status amount { amount } failureCode clientSecret stripeId stripeRefundId }
      }
      """;

  static Belongings of(Person owner, Person seller) {
    String listed = owner.sells("The owner's", 4_000);
    String locked = seller.sells("Locked by the owner", 5_000);
    String sold = seller.sells("Bought by the owner", 6_000);
    String given = seller.sells("Given back by the owner", 7_000);
    String cancelled = owner.locks(given);
    owner.graphQl().data(Person.CANCEL_ORDER, Map.of("id", cancelled));
    String paid = owner.locks(sold);
    String charge = owner.pays(paid, Purchase.CARD).path("id").asText();
    // It stays as it is.
    String live = owner.at(Installation.patientGateway()).locks(locked);
    var all = new Belongings(owner, listed, locked, sold, live, paid, cancelled, charge);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            owner.ticketStatus(sold).equals("SOLD") && owner.ticketStatus(locked).equals("LOCKED"));
    return all;
  }

  /** All of it, as the owner sees it. */
  JsonNode seen() {
    return owner
        .graphQl()
        .data(
            ALL,
            Map.of(
                "live", live,
                "paid", paid,
                "cancelled", cancelled,
                "listed", listed,
                "locked", locked,
                "sold", sold));
  }

  /** What nobody else may see, wherever it stands: ids, Stripe's ids, the email. */
  Set<String> secrets() {
    var secrets = new TreeSet<String>();
    JsonNode seen = seen();
    secrets.add(owner.email());
    for (String order : List.of("live", "paid", "cancelled")) {
      secrets.add(seen.path(order).path("id").asText());
    }
    for (String part : List.of("id", "stripeId")) {
      secrets.add(seen.path("paid").path("charge").path(part).asText());
    }
    return secrets;
  }

  List<String> tickets() {
    return List.of(listed, locked, sold);
  }

  List<String> orders() {
    return List.of(live, paid, cancelled);
  }

  /** Of every kind, and one of nothing. */
  List<String> ids() {
    var ids = new ArrayList<String>(tickets());
    ids.addAll(orders());
    ids.add(charge);
    ids.add(owner.id());
    ids.add(UUID.randomUUID().toString());
    return ids;
  }
}
