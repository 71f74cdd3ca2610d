package ticketing.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
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

  private static final String SIGN_UP =
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
    String email = "someone-" + UUID.randomUUID() + "@example.com";
    String password = "correct horse " + UUID.randomUUID();
    JsonNode session =
        anonymous.data(SIGN_UP, Map.of("email", email, "password", password)).path("signUp");
    return new Person(
        session.path("user").path("id").asText(),
        email,
        password,
        anonymous.withToken(session.path("accessToken").asText()));
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
    return graphQl.data(PAY_ORDER, Map.of("orderId", orderId, "card", card)).path("payOrder");
  }

  JsonNode payingFails(String orderId, String card) {
    return graphQl.error(PAY_ORDER, Map.of("orderId", orderId, "card", card)).path("extensions");
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
