package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A whole journey: someone signs up, a ticket is listed, seen, locked, and paid or given back; now
 * and then a rival wants it meanwhile. Each answer has to be the one that is meant.
 */
final class Journey {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String RENEW = "mutation { renewSession { accessToken } }";

  private final GraphQl anonymous;
  private final Requests requests;
  private final boolean newcomers;
  private final List<Person> sellers;
  private final List<Person> buyers;
  private final Person rival;

  /**
   * With people who have signed up.
   *
   * @param newcomers whether one in ten buyers signs up on the way
   */
  Journey(URI gateway, Requests requests, int sellers, int buyers, boolean newcomers) {
    this.anonymous = new GraphQl(gateway, null);
    this.requests = requests;
    this.newcomers = newcomers;
    this.sellers = people(sellers);
    this.buyers = people(buyers);
    this.rival = people(1).getFirst();
    // What paying needs is loaded now.
    new Journey(this, new Requests(Requests.UNAVAILABLE, Requests.UNHEARD)).go(0, _ -> {});
  }

  private Journey(Journey other, Requests requests) {
    this.anonymous = other.anonymous;
    this.requests = requests;
    this.newcomers = false;
    this.sellers = other.sellers;
    this.buyers = other.buyers;
    this.rival = other.rival;
  }

  private List<Person> people(int number) {
    var patient = new Requests(Requests.UNAVAILABLE);
    return IntStream.range(0, number).mapToObj(n -> signUp(patient)).toList();
  }

  /** The whole way; what is ordered is told at once. */
  void go(int number, Consumer<Purchase> ordered) {
    Person buyer =
        newcomers && number % 10 == 9 ? signUp(requests) : buyers.get(number % buyers.size());
    if (number % 5 == 0) {
      var renewed = ask(buyer, RENEW, Map.of());
      assertThat(renewed.at("/data/renewSession").isObject()).as("%s", renewed).isTrue();
    }
    String ticket = list(sellers.get(number % sellers.size()), number);
    var seen = ask(buyer, Person.TICKET, Map.of("id", ticket));
    assertThat(GraphQl.outcome(seen)).as("%s", seen).isEqualTo("AVAILABLE");
    var order = ask(buyer, Person.CREATE_ORDER, Map.of("ticketId", ticket, "key", "for-" + ticket));
    assertThat(GraphQl.outcome(order)).as("createOrder: %s", order).isEqualTo("CREATED");
    var purchase = Purchase.of(buyer, ticket, order.path("data").path("createOrder"));
    ordered.accept(purchase);
    if (number % 5 == 1) {
      var refused = ask(rival, Person.CREATE_ORDER, Map.of("ticketId", ticket));
      assertThat(GraphQl.outcome(refused)).as("%s", refused).isEqualTo("TICKET_LOCKED");
    }
    if (number % 2 == 1) {
      giveBack(purchase);
    } else {
      pay(purchase);
    }
  }

  private Person signUp(Requests requests) {
    String password = "correct horse " + UUID.randomUUID();
    // A late one may have been done all the same: then the next is somebody else.
    JsonNode answer =
        requests.ask(
            anonymous,
            Person.SIGN_UP,
            () ->
                Map.of(
                    "email",
                    "someone-" + UUID.randomUUID() + "@example.com",
                    "password",
                    password));
    JsonNode session = answer.path("data").path("signUp");
    assertThat(session.hasNonNull("accessToken")).as("signUp: %s", answer).isTrue();
    return new Person(
        session.path("user").path("id").asText(),
        "",
        password,
        anonymous.withToken(session.path("accessToken").asText()));
  }

  private String list(Person seller, int number) {
    var listed =
        ask(seller, Person.CREATE_TICKET, Map.of("title", "Aida " + number, "amount", 5_000));
    assertThat(GraphQl.outcome(listed)).as("createTicket: %s", listed).isEqualTo("AVAILABLE");
    return listed.path("data").path("createTicket").path("id").asText();
  }

  private void giveBack(Purchase purchase) {
    var cancelled = ask(purchase.buyer(), Person.CANCEL_ORDER, Map.of("id", purchase.id()));
    assertThat(GraphQl.outcome(cancelled)).as("%s", cancelled).isEqualTo("CANCELLED");
  }

  private void pay(Purchase purchase) {
    var paid =
        ask(
            purchase.buyer(),
            Person.PAY_ORDER,
            Map.of("orderId", purchase.id(), "card", Purchase.CARD, "key", "pay-" + purchase.id()));
    // CREATED: it goes on, and is to be watched.
    assertThat(GraphQl.outcome(paid)).as("payOrder: %s", paid).isIn("COMPLETED", "CREATED");
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(500))
        .atMost(PATIENCE)
        .until(
            () -> GraphQl.outcome(ask(purchase.buyer(), Person.ORDER, Map.of("id", purchase.id()))),
            status -> !List.of("CREATED", "AWAITING_PAYMENT").contains(status));
  }

  private JsonNode ask(Person person, String query, Map<String, ?> variables) {
    return requests.ask(person.graphQl(), query, variables);
  }
}
