package ticketing.e2e;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What strangers get of each GraphQL field, and queries of all fields, made of the schema. */
final class FieldRules {

  /**
   * What a field of the roots is to be answered with: {@code data}, {@code null}, or a code.
   *
   * @param user for another user; none where another user is not to be asked
   * @param others for who is nobody, says what they may
   */
  record Rule(Set<String> user, Set<String> others) {}

  private static final String DATA = "data";
  private static final String NULL = "null";
  private static final String NOBODY = "UNAUTHENTICATED";

  private static final Map<String, Rule> ROOTS =
      Map.ofEntries(
          entry("Query.me", new Rule(Set.of(DATA), Set.of(NULL))),
          entry("Query.ticket", new Rule(Set.of(DATA, NULL), Set.of(DATA, NULL, NOBODY))),
          entry("Query.tickets", new Rule(Set.of(DATA), Set.of(DATA, NOBODY))),
          entry("Query.order", new Rule(Set.of(NULL), Set.of(NOBODY))),
          entry("Query.orders", new Rule(Set.of(DATA), Set.of(NOBODY))),
          entry("Mutation.signUp", new Rule(Set.of("EMAIL_TAKEN"), Set.of("EMAIL_TAKEN"))),
          entry(
              "Mutation.signIn",
              new Rule(Set.of("INVALID_CREDENTIALS"), Set.of("INVALID_CREDENTIALS"))),
          entry("Mutation.signOut", new Rule(Set.of(), Set.of(DATA))),
          entry("Mutation.renewSession", new Rule(Set.of(DATA), Set.of(NOBODY))),
          entry("Mutation.createTicket", new Rule(Set.of(DATA), Set.of(NOBODY))),
          entry(
              "Mutation.updateTicket", new Rule(Set.of("FORBIDDEN", "NOT_FOUND"), Set.of(NOBODY))),
          entry(
              "Mutation.withdrawTicket",
              new Rule(Set.of("FORBIDDEN", "NOT_FOUND"), Set.of(NOBODY))),
          entry(
              "Mutation.createOrder",
              new Rule(Set.of("TICKET_LOCKED", "TICKET_SOLD"), Set.of(NOBODY))),
          entry("Mutation.cancelOrder", new Rule(Set.of("NOT_FOUND"), Set.of(NOBODY))),
          entry("Mutation.payOrder", new Rule(Set.of("NOT_FOUND"), Set.of(NOBODY))),
          entry(
              "Subscription.ticketChanged",
              new Rule(Set.of(DATA, "NOT_FOUND"), Set.of(DATA, "NOT_FOUND", NOBODY))),
          entry("Subscription.orderChanged", new Rule(Set.of("NOT_FOUND"), Set.of(NOBODY))));

  /** What everybody may see of anything. */
  private static final Set<String> PUBLIC =
      Set.of(
          "Ticket.id",
          "Ticket.title",
          "Ticket.price",
          "Ticket.status",
          "Ticket.lockedUntil",
          "Ticket.seller",
          "Ticket.version",
          "Ticket.createdAt",
          "Ticket.updatedAt",
          "TicketConnection.edges",
          "TicketConnection.nodes",
          "TicketConnection.pageInfo",
          "TicketEdge.cursor",
          "TicketEdge.node",
          "User.id",
          "User.tickets",
          "Money.amount",
          "Money.currency",
          "PageInfo.hasNextPage",
          "PageInfo.endCursor");

  /** What its user alone may see; to everybody else it is null, or what it is of is. */
  private static final Set<String> OWN =
      Set.of(
          "User.email",
          "Ticket.order",
          "Session.user",
          "Session.accessToken",
          "Session.expiresAt",
          "Order.id",
          "Order.status",
          "Order.cancelReason",
          "Order.ticket",
          "Order.buyer",
          "Order.price",
          "Order.expiresAt",
          "Order.charge",
          "Order.version",
          "Order.createdAt",
          "OrderConnection.edges",
          "OrderConnection.nodes",
          "OrderConnection.pageInfo",
          "OrderEdge.cursor",
          "OrderEdge.node",
          "Charge.id",
          "Charge.order",
          "Charge.status",
          "Charge.amount",
          "Charge.failureCode",
          "Charge.clientSecret",
          "Charge.stripeId",
          "Charge.stripeRefundId",
          "Charge.createdAt");

  private static final String SCHEMA =
      """
      { __schema { types { kind name
        fields { name args { name type { ...type } } type { ...type } } } } }
      fragment type on __Type {
        kind name ofType { kind name ofType { kind name ofType { kind name } } }
      }
      """;

  /** How deep a query goes below its root: from a ticket to its seller's tickets' orders. */
  private static final int DEPTH = 4;

  private final Map<String, JsonNode> types = new TreeMap<>();
  private final Belongings belongings;

  FieldRules(Belongings belongings, GraphQl graphQl) {
    this.belongings = belongings;
    graphQl
        .data(SCHEMA, Map.of())
        .at("/__schema/types")
        .forEach(type -> {
          String name = type.path("name").asText();
          if (type.path("kind").asText().equals("OBJECT") && !name.startsWith("__")) {
            types.put(name, type);
          }
        });
  }

  /** All that there are. */
  Set<String> fields() {
    return types.values().stream()
        .flatMap(type ->
            names(type.path("fields")).stream()
                .map(field -> type.path("name").asText() + "." + field))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those that there are rules for. */
  static Set<String> known() {
    var known = new TreeSet<>(ROOTS.keySet());
    known.addAll(PUBLIC);
    known.addAll(OWN);
    return known;
  }

  static List<String> roots() {
    return List.copyOf(new TreeSet<>(ROOTS.keySet()));
  }

  static Rule rule(String root) {
    return Objects.requireNonNull(ROOTS.get(root), root);
  }

  /** What a root was answered with, as rules name it. */
  static String outcome(String root, JsonNode answer) {
    String field = root.split("\\.", 2)[1];
    if (answer.path("data").hasNonNull(field)) {
      return DATA;
    }
    for (JsonNode error : answer.path("errors")) {
      if (error.path("path").size() == 1 || !answer.has("data")) {
        return error.path("extensions").path("code").asText();
      }
    }
    return answer.path("data").has(field) ? NULL : answer.toString();
  }

  /** Everything of a root field. */
  String query(String root, Random random) {
    String[] parts = root.split("\\.", 2);
    JsonNode field = field(parts[0], parts[1]);
    return "%s { %s%s%s }"
        .formatted(
            parts[0].toLowerCase(Locale.ROOT),
            parts[1],
            arguments(root, random),
            selection(field.path("type"), DEPTH));
  }

  private String arguments(String root, Random random) {
    List<String> ids = belongings.ids();
    String id = ids.get(random.nextInt(ids.size()));
    String credentials =
        "(input: {email: \"%s\", password: \"guessed by someone\"})"
            .formatted(belongings.owner().email());
    return switch (root) {
      case "Mutation.signUp", "Mutation.signIn" -> credentials;
      case "Mutation.createTicket" -> "(input: {title: \"Own\", price: {amount: 500}})";
      case "Mutation.updateTicket" -> "(id: \"" + id + "\", input: {title: \"Own\"})";
      case "Mutation.createOrder" ->
          "(input: {ticketId: \"%s\"})"
              .formatted(random.nextBoolean() ? belongings.sold() : belongings.locked());
      case "Mutation.payOrder" ->
          "(input: {orderId: \"%s\", paymentMethodId: \"pm_card_visa\"})"
              .formatted(belongings.orders().contains(id) ? id : belongings.live());
      case "Query.tickets" ->
          random.nextBoolean()
              ? "(first: 3, sellerId: \"" + belongings.owner().id() + "\")"
              : "(first: 3, status: LOCKED)";
      case "Query.orders" -> "(first: 3)";
      case "Query.me", "Mutation.signOut", "Mutation.renewSession" -> "";
      default -> "(id: \"" + id + "\")";
    };
  }

  private String selection(JsonNode type, int depth) {
    JsonNode object = types.get(named(type));
    if (object == null) {
      return "";
    }
    var fields = new ArrayList<String>();
    for (JsonNode field : object.path("fields")) {
      boolean isObject = types.containsKey(named(field.path("type")));
      String below = isObject && depth > 0 ? selection(field.path("type"), depth - 1) : "";
      if (!isObject || !below.isEmpty()) {
        String page = names(field.path("args")).contains("first") ? "(first: 2)" : "";
        fields.add(field.path("name").asText() + page + below);
      }
    }
    return fields.isEmpty() ? "" : " { " + String.join(" ", fields) + " }";
  }

  /** Every value that its user alone may see, in an answer to a query of a root. */
  void own(String root, JsonNode answer, Consumer<JsonNode> seen) {
    String[] parts = root.split("\\.", 2);
    JsonNode field = field(parts[0], parts[1]);
    walk(named(field.path("type")), answer.path("data").path(parts[1]), seen);
  }

  private void walk(String type, JsonNode value, Consumer<JsonNode> seen) {
    if (value.isArray()) {
      value.forEach(one -> walk(type, one, seen));
      return;
    }
    value
        .properties()
        .forEach(field -> {
          if (OWN.contains(type + "." + field.getKey()) && !field.getValue().isNull()) {
            seen.accept(field.getValue());
          }
          walk(named(field(type, field.getKey()).path("type")), field.getValue(), seen);
        });
  }

  private JsonNode field(String type, String name) {
    return StreamSupport.stream(
            Objects.requireNonNull(types.get(type), type).path("fields").spliterator(), false)
        .filter(field -> field.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> names(JsonNode array) {
    var names = new TreeSet<String>();
    array.forEach(one -> names.add(one.path("name").asText()));
    return names;
  }

  private static String named(JsonNode type) {
    return type.hasNonNull("ofType") ? named(type.path("ofType")) : type.path("name").asText();
  }
}
