package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ticketing.dev.Stack;

/** Someone who signed up, and what they do through the gateway. */
record Person(String id, String email, String password, GraphQl graphQl) {

  static final String CREATE_TICKET =
      """
      mutation ($title: String!, $amount: Int!) {
        createTicket(input: {title: $title, price: {amount: $amount}}) { id version status }
      }
      """;
  static final String UPDATE_TICKET =
      """
      mutation ($id: ID!, $amount: Int!, $version: Int) {
        updateTicket(id: $id, input: {price: {amount: $amount}, expectedVersion: $version}) {
          version status price { amount currency }
        }
      }
      """;
  static final String WITHDRAW_TICKET =
      "mutation ($id: ID!) { withdrawTicket(id: $id) { status } }";
  static final String TICKET =
      """
      query ($id: ID!) {
        ticket(id: $id) { status version lockedUntil price { amount } order { id } }
      }
      """;
  static final String CREATE_ORDER =
      """
      mutation ($ticketId: ID!, $expectedPrice: MoneyInput, $key: String) {
        createOrder(
          input: {ticketId: $ticketId, expectedPrice: $expectedPrice, idempotencyKey: $key}) {
          id status expiresAt price { amount currency }
        }
      }
      """;
  static final String ORDER =
      """
      query ($id: ID!) {
        order(id: $id) {
          status cancelReason price { amount } ticket { id status price { amount } }
          charge { id status amount { amount } failureCode stripeId }
        }
      }
      """;
  static final String CANCEL_ORDER =
      "mutation ($id: ID!) { cancelOrder(id: $id) { status cancelReason } }";
  static final String PAY_ORDER =
      """
      mutation ($orderId: ID!, $card: String!, $key: String) {
        payOrder(input: {orderId: $orderId, paymentMethodId: $card, idempotencyKey: $key}) {
          id status stripeId amount { amount } order { status }
        }
      }
      """;

  static final String SIGN_UP =
      """
      mutation ($email: String!, $password: String!) {
        signUp(input: {email: $email, password: $password}) { accessToken user { id } }
      }
      """;

  static Person signUp() {
    return signUp(Installation.stack());
  }

  static Person signUp(Stack stack) {
    var anonymous = new GraphQl(stack.gateway(), null);
    // The gateway gives a sign-up five seconds, which a machine that starts two installations at
    // once may not keep; whether the late one was done does not matter, as the next is another's.
    return await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofSeconds(1))
        .atMost(Duration.ofMinutes(1))
        .until(() -> signUp(anonymous), Optional::isPresent)
        .orElseThrow();
  }

  /** Empty when it was late. */
  private static Optional<Person> signUp(GraphQl anonymous) {
    String email = "someone-" + UUID.randomUUID() + "@example.com";
    String password = "correct horse " + UUID.randomUUID();
    JsonNode answer = anonymous.ask(SIGN_UP, Map.of("email", email, "password", password));
    if (!answer.path("errors").isMissingNode()) {
      assertThat(answer.findValuesAsText("code")).containsOnly("SERVICE_UNAVAILABLE");
      return Optional.empty();
    }
    JsonNode session = answer.path("data").path("signUp");
    return Optional.of(
        new Person(
            session.path("user").path("id").asText(),
            email,
            password,
            anonymous.withToken(session.path("accessToken").asText())));
  }

  /**
   * The new ticket's id, once orders-svc knows of it: for that it waits no longer than a second.
   */
  String sells(String title, int amount) {
    String id =
        graphQl
            .data(CREATE_TICKET, Map.of("title", title, "amount", amount))
            .path("createTicket")
            .path("id")
            .asText();
    await().atMost(Duration.ofSeconds(30)).until(() -> lockingFails(id), "OWN_TICKET"::equals);
    return id;
  }

  /** The new order's id. */
  /** The same, who uses another gateway. */
  Person at(URI gateway) {
    return new Person(id, email, password, new GraphQl(gateway, graphQl.token()));
  }

  /** The same, whose front end traces. */
  Person in(String traceparent) {
    return new Person(id, email, password, graphQl.in(traceparent));
  }

  String locks(String ticketId) {
    return graphQl
        .data(CREATE_ORDER, Map.of("ticketId", ticketId))
        .path("createOrder")
        .path("id")
        .asText();
  }

  String lockingFails(String ticketId) {
    return graphQl.errorCode(CREATE_ORDER, Map.of("ticketId", ticketId));
  }

  JsonNode pays(String orderId, String card) {
    JsonNode answer = paying(Map.of("orderId", orderId, "card", card));
    assertThat(answer.path("errors").isMissingNode()).as("%s", answer).isTrue();
    return answer.path("data").path("payOrder");
  }

  JsonNode payingFails(String orderId, String card) {
    JsonNode answer = paying(Map.of("orderId", orderId, "card", card));
    assertThat(answer.path("errors")).as("%s", answer).hasSize(1);
    return answer.path("errors").path(0).path("extensions");
  }

  /**
   * The answer of payOrder for an order of one's own: asked again where payments-svc, on a busy
   * machine, has not heard of the order within its second.
   */
  JsonNode paying(Map<String, ?> variables) {
    return await()
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> graphQl.ask(PAY_ORDER, variables),
            answer -> !answer.findValuesAsText("code").contains("NOT_FOUND"));
  }

  JsonNode sees(String orderId) {
    return graphQl.data(ORDER, Map.of("id", orderId)).path("order");
  }

  JsonNode seesTicket(String ticketId) {
    return graphQl.data(TICKET, Map.of("id", ticketId)).path("ticket");
  }

  String ticketStatus(String ticketId) {
    return seesTicket(ticketId).path("status").asText();
  }

  String editingPriceFails(String ticketId, int amount) {
    return graphQl.errorCode(UPDATE_TICKET, Map.of("id", ticketId, "amount", amount));
  }
}
