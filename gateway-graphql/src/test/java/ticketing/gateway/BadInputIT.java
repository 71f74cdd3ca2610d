package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is named, and no service hears of it. */
final class BadInputIT {

  private static final String ID = World.id(1).toString();
  private static final Map<String, Object> PRICE = Map.of("amount", 5000, "currency", "usd");

  private final Gateway gateway = Gateway.shared();
  private final World world = gateway.world;

  private static Arguments credentials(String mutation, String email, String password, String bad) {
    return Arguments.of(
        "mutation($v: CredentialsInput!) { " + mutation + "(input: $v) { accessToken } }",
        Map.of("email", email, "password", password),
        bad);
  }

  private static Arguments create(String title, Object price, String bad) {
    return Arguments.of(
        "mutation($v: CreateTicketInput!) { createTicket(input: $v) { id } }",
        Map.of("title", title, "price", price),
        bad);
  }

  private static Arguments update(Object input, String bad) {
    return Arguments.of(
        "mutation($v: UpdateTicketInput!) { updateTicket(id: \"" + ID + "\", input: $v) { id } }",
        input,
        bad);
  }

  private static Arguments order(Object input, String bad) {
    return Arguments.of(
        "mutation($v: CreateOrderInput!) { createOrder(input: $v) { id } }", input, bad);
  }

  private static Arguments pay(String order, String method, String key, String bad) {
    return Arguments.of(
        "mutation($v: PayOrderInput!) { payOrder(input: $v) { id } }",
        Map.of("orderId", order, "paymentMethodId", method, "idempotencyKey", key),
        bad);
  }

  private static Arguments id(String field, String id) {
    return Arguments.of("mutation($v: ID!) { " + field + "(id: $v) { id } }", id, "id");
  }

  /** A document, its variable, and the fields that are wrong. */
  static Stream<Arguments> inputs() {
    return Stream.of(
        credentials("signUp", "", "12345678", "email"),
        credentials("signUp", "no email", "12345678", "email"),
        credentials("signUp", "a@b", "12345678", "email"),
        credentials("signUp", "a@b.de\u0000", "12345678", "email"),
        credentials("signUp", "a".repeat(250) + "@b.de", "12345678", "email"),
        credentials("signUp", "a@b.de", "1234567", "password"),
        credentials("signUp", "a@b.de", "p".repeat(129), "password"),
        credentials("signIn", "no email", "1234567", "email,password"),
        create("", PRICE, "title"),
        create("  \t ", PRICE, "title"),
        create("t".repeat(10_000), PRICE, "title"),
        create("half \ud83c", PRICE, "title"),
        create("T", Map.of("amount", 0, "currency", "usd"), "price.amount"),
        create("T", Map.of("amount", -5000, "currency", "usd"), "price.amount"),
        create("T", Map.of("amount", 49, "currency", "usd"), "price.amount"),
        create("T", Map.of("amount", 100_000_000, "currency", "usd"), "price.amount"),
        create("T", Map.of("amount", 5000, "currency", "USD"), "price.currency"),
        create("T", Map.of("amount", 5000, "currency", "xyz"), "price.currency"),
        create("", Map.of("amount", 1, "currency", "usd"), "price.amount,title"),
        update(Map.of("title", ""), "title"),
        update(Map.of("title", "t".repeat(201)), "title"),
        update(Map.of("price", Map.of("amount", 1)), "price.amount"),
        update(Map.of("expectedVersion", 0), "expectedVersion"),
        order(Map.of("ticketId", "1"), "ticketId"),
        order(Map.of("ticketId", "1-1-1-1-1"), "ticketId"),
        order(Map.of("ticketId", ""), "ticketId"),
        order(Map.of("ticketId", ID, "idempotencyKey", ""), "idempotencyKey"),
        order(Map.of("ticketId", ID, "idempotencyKey", "k".repeat(256)), "idempotencyKey"),
        order(Map.of("ticketId", ID, "expectedPrice", Map.of("amount", 1)), "expectedPrice.amount"),
        pay("x", "pm_card_visa", "k", "orderId"),
        pay(ID, "", "k", "paymentMethodId"),
        pay(ID, "4242424242424242", "k", "paymentMethodId"),
        pay(ID, "pm_card_visa", "", "idempotencyKey"),
        id("cancelOrder", "../tickets"),
        id("withdrawTicket", "x"),
        Arguments.of(
            "mutation($v: ID!) { updateTicket(id: $v, input: {}) { id } }", ID + "0", "id"),
        Arguments.of("query($v: ID!) { ticket(id: $v) { id } }", "x", "id"),
        Arguments.of("query($v: ID!) { order(id: $v) { id } }", "", "id"),
        Arguments.of("query($v: ID!) { tickets(sellerId: $v) { nodes { id } } }", "x", "sellerId"),
        Arguments.of(
            "query($v: String) { tickets(search: $v) { nodes { id } } }",
            "s".repeat(501),
            "search"),
        Arguments.of(
            "query($v: String) { orders(after: $v) { nodes { id } } }", "a\u0000", "after"));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void namesTheFieldBeforeAnyCall(String document, Object value, String fields) {
    var answer = gateway.ask(document, Map.of("v", value));

    assertThat(answer.at("/errors").size()).as(answer.toString()).isEqualTo(1);
    var extensions = answer.at("/errors/0/extensions");
    assertThat(extensions.at("/code").asText()).isEqualTo("BAD_USER_INPUT");
    assertThat(String.join(",", (Iterable<String>) extensions.at("/fields")::fieldNames))
        .isEqualTo(fields);
    assertThat(world.calls()).isEmpty();
  }

  /** Variables that are not of their type. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "5",
        "'text'",
        "{}",
        "{'title': 'T'}",
        "{'title': null, 'price': {'amount': 5000}}",
        "{'title': 5, 'price': {'amount': 5000}}",
        "{'title': ['T'], 'price': {'amount': 5000}}",
        "{'title': 'T', 'price': {}}",
        "{'title': 'T', 'price': {'amount': '5000'}}",
        "{'title': 'T', 'price': {'amount': 50.5}}",
        "{'title': 'T', 'price': {'amount': 3000000000}}",
        "{'title': 'T', 'price': {'amount': 1e400}}",
        "{'title': 'T', 'price': {'amount': 5000, 'currency': null}}",
        "{'title': 'T', 'price': {'amount': 5000}, 'free': true}",
      })
  void refusesVariablesOfAnotherType(String value) {
    var document = "mutation($v: CreateTicketInput!) { createTicket(input: $v) { id } }";
    var answer =
        Gateway.tree(
            gateway.post(
                ("{'query': '" + document + "', 'variables': {'v': " + value + "}}")
                    .replace('\'', '"')));

    assertThat(answer.at("/errors").size()).as(answer.toString()).isEqualTo(1);
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("BAD_USER_INPUT");
    assertThat(answer.at("/errors/0/message").asText()).containsAnyOf("'v'", "'free'");
    assertThat(answer.at("/errors/0/extensions/fields/variables"))
        .isEqualTo(answer.at("/errors/0/message"));
    assertThat(answer.has("data")).isFalse();
    assertThat(world.calls()).isEmpty();
  }

  /** Documents that do not fit the schema. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ ticket { id } }",
        "{ ticket(id: \"x\") }",
        "{ nothing }",
        "{ tickets(status: OPEN) { nodes { id } } }",
        "{ tickets(first: 1.5) { nodes { id } } }",
        "{ tickets(first: 3000000000) { nodes { id } } }",
        "mutation { createTicket(input: {title: \"T\", price: {amount: 1.5}}) { id } }",
        "mutation { createTicket(input: {title: \"T\"}) { id } }",
        "subscription { ticketChanged(id: \"x\") { id } }",
        "query A { me { id } } query B { me { id } }",
      })
  void refusesDocumentsThatDoNotFitTheSchema(String document) {
    var answer = gateway.ask(document);

    assertThat(answer.at("/errors/0/extensions/code").asText())
        .as(answer.toString())
        .isEqualTo("GRAPHQL_VALIDATION_FAILED");
    assertThat(answer.has("data")).isFalse();
    assertThat(world.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{ me", "query { me { id } } }", "{ me(a: \"\\ud83c\") }", "☃"})
  void refusesDocumentsThatAreNone(String document) {
    var answer = gateway.ask(document);

    assertThat(answer.at("/errors/0/extensions/code").asText())
        .as(answer.toString())
        .isEqualTo("GRAPHQL_PARSE_FAILED");
  }
}
