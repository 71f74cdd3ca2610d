package ticketing.e2e;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What strangers get of each REST operation, and calls of them, made of the OpenAPI documents. */
final class RestRules {

  /**
   * What an operation is to answer.
   *
   * @param user the statuses for another user; none where another user is not to be asked
   * @param others the statuses for who is nobody, says what they may
   * @param empty where another user is answered, that is an empty list
   * @param body what is sent for an id, in JSON
   */
  record Rule(
      Set<Integer> user,
      Set<Integer> others,
      boolean empty,
      @Nullable Function<String, String> body) {

    private static Rule of(Set<Integer> user, Set<Integer> others) {
      return new Rule(user, others, false, null);
    }

    private Rule sending(Function<String, String> json) {
      return new Rule(user, others, empty, json);
    }
  }

  /** A call of an operation. */
  record Call(
      String operation, String service, String method, String path, @Nullable String body) {}

  // What is for everybody; a token that is none may be refused there too.
  private static final Rule PUBLIC = Rule.of(Set.of(200), Set.of(200, 401));
  private static final Rule TICKET = Rule.of(Set.of(200, 404), Set.of(200, 401, 404));
  // Answers whoever is signed in with what is theirs.
  private static final Rule OWN = Rule.of(Set.of(200), Set.of(401));
  private static final Rule EMPTY = new Rule(Set.of(200), Set.of(401), true, null);
  private static final Rule REFUSED = Rule.of(Set.of(403, 404), Set.of(401));
  private static final Rule NOT_FOUND = Rule.of(Set.of(404), Set.of(401));
  private static final Rule ADMINS = Rule.of(Set.of(403), Set.of(401));

  private static final Map<String, Function<Belongings, Rule>> RULES =
      Map.ofEntries(
          entry("auth GET /.well-known/jwks.json", all -> PUBLIC),
          entry("auth POST /users", all -> whoever(409).sending(id -> credentials(all))),
          entry("auth GET /users/by-ids", all -> PUBLIC),
          entry("auth GET /users/me", all -> OWN),
          entry("auth POST /sessions", all -> whoever(401).sending(id -> credentials(all))),
          entry("auth POST /sessions/current/renewal", all -> OWN),
          entry("auth POST /sessions/exchange", all -> whoever(401).sending(json("secret"))),
          entry("auth DELETE /sessions/current", all -> Rule.of(Set.of(), Set.of(204))),
          entry("auth GET /admin/audit", all -> ADMINS),
          entry("auth GET /admin/users", all -> ADMINS),
          entry("auth POST /admin/users/{id}/grant-admin", all -> ADMINS.sending(json("reason"))),
          entry("auth POST /admin/users/{id}/take-admin", all -> ADMINS.sending(json("reason"))),
          entry("auth POST /admin/users/{id}/end-sessions", all -> ADMINS.sending(json("reason"))),
          entry("auth POST /admin/users/{id}/disable", all -> ADMINS.sending(json("reason"))),
          entry("auth POST /admin/users/{id}/enable", all -> ADMINS.sending(json("reason"))),
          entry("tickets GET /admin/audit", all -> ADMINS),
          entry("orders GET /admin/audit", all -> ADMINS),
          entry("payments GET /admin/audit", all -> ADMINS),
          entry("auth GET /admin/event-log", all -> ADMINS),
          entry("auth GET /admin/event-log/events", all -> ADMINS),
          entry("auth POST /admin/event-log/resend", all -> ADMINS.sending(json("reason"))),
          entry("tickets GET /admin/event-log", all -> ADMINS),
          entry("tickets GET /admin/event-log/events", all -> ADMINS),
          entry("tickets POST /admin/event-log/resend", all -> ADMINS.sending(json("reason"))),
          entry("tickets GET /admin/consumers", all -> ADMINS),
          entry("orders GET /admin/event-log", all -> ADMINS),
          entry("orders GET /admin/event-log/events", all -> ADMINS),
          entry("orders POST /admin/event-log/resend", all -> ADMINS.sending(json("reason"))),
          entry("orders GET /admin/consumers", all -> ADMINS),
          entry("payments GET /admin/event-log", all -> ADMINS),
          entry("payments GET /admin/event-log/events", all -> ADMINS),
          entry("payments POST /admin/event-log/resend", all -> ADMINS.sending(json("reason"))),
          entry("payments GET /admin/consumers", all -> ADMINS),
          entry("tickets GET /admin/parked", all -> ADMINS),
          entry("tickets GET /admin/parked/{id}", all -> ADMINS),
          entry("tickets POST /admin/parked/{id}/replay", all -> ADMINS.sending(json("reason"))),
          entry("tickets POST /admin/parked/{id}/discard", all -> ADMINS.sending(json("reason"))),
          entry("orders GET /admin/parked", all -> ADMINS),
          entry("orders GET /admin/parked/{id}", all -> ADMINS),
          entry("orders POST /admin/parked/{id}/replay", all -> ADMINS.sending(json("reason"))),
          entry("orders POST /admin/parked/{id}/discard", all -> ADMINS.sending(json("reason"))),
          entry("payments GET /admin/parked", all -> ADMINS),
          entry("payments GET /admin/parked/{id}", all -> ADMINS),
          entry("payments POST /admin/parked/{id}/replay", all -> ADMINS.sending(json("reason"))),
          entry("payments POST /admin/parked/{id}/discard", all -> ADMINS.sending(json("reason"))),
          entry("tickets GET /admin/tickets", all -> ADMINS),
          entry(
              "tickets POST /admin/tickets/{id}/take-down", all -> ADMINS.sending(json("reason"))),
          entry("tickets POST /admin/tickets/{id}/restore", all -> ADMINS.sending(json("reason"))),
          entry("tickets GET /tickets", all -> PUBLIC),
          entry(
              "tickets POST /tickets",
              all ->
                  Rule.of(Set.of(201), Set.of(401))
                      .sending(id ->
                          "{\"title\": \"Own\", \"price\": {\"amount\": 500, \"currency\": \"usd\"}}")),
          entry("tickets GET /tickets/by-ids", all -> PUBLIC),
          entry("tickets GET /tickets/by-seller", all -> PUBLIC),
          entry("tickets GET /tickets/{id}", all -> TICKET),
          entry(
              "tickets PATCH /tickets/{id}", all -> REFUSED.sending(id -> "{\"title\": \"Own\"}")),
          entry("tickets POST /tickets/{id}/withdrawal", all -> REFUSED),
          entry("orders GET /orders", all -> OWN),
          entry(
              "orders POST /orders",
              all -> Rule.of(Set.of(409), Set.of(401)).sending(id -> taken(all, id))),
          entry("orders GET /orders/by-ids", all -> EMPTY),
          entry("orders GET /orders/by-tickets", all -> EMPTY),
          entry("orders GET /orders/{id}", all -> NOT_FOUND),
          entry("orders POST /orders/{id}/cancellation", all -> NOT_FOUND),
          entry("orders GET /admin/orders", all -> ADMINS),
          entry("orders GET /admin/orders/{id}/story", all -> ADMINS),
          entry("orders POST /admin/orders/{id}/cancel", all -> ADMINS.sending(json("reason"))),
          entry("payments POST /charges", all -> NOT_FOUND.sending(id -> payment(all, id))),
          entry("payments GET /charges/by-orders", all -> EMPTY),
          entry("payments GET /admin/charges", all -> ADMINS),
          entry("payments GET /admin/charges/holds", all -> ADMINS),
          entry("payments POST /admin/charges/{id}/refund", all -> ADMINS.sending(json("reason"))),
          entry("payments GET /admin/differences", all -> ADMINS),
          entry("payments GET /admin/differences/of-span", all -> ADMINS),
          entry("payments POST /webhooks/stripe", all -> whoever(400).sending(json("id"))));

  private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, JsonNode> operations = new TreeMap<>();
  private final Belongings belongings;

  RestRules(Belongings belongings) {
    this.belongings = belongings;
    List.of("auth", "tickets", "orders", "payments").forEach(this::read);
  }

  private void read(String service) {
    String file = "/openapi/" + service + ".json";
    try (var in = Objects.requireNonNull(RestRules.class.getResourceAsStream(file), file)) {
      MAPPER
          .readTree(in)
          .path("paths")
          .properties()
          .forEach(path ->
              path.getValue()
                  .properties()
                  .forEach(operation ->
                      operations.put(
                          "%s %s %s"
                              .formatted(
                                  service,
                                  operation.getKey().toUpperCase(Locale.ROOT),
                                  path.getKey()),
                          operation.getValue())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks for a proof that is no token, and is not given it, whoever asks. */
  private static Rule whoever(int status) {
    return Rule.of(Set.of(status), Set.of(status));
  }

  private static Function<String, String> json(String field) {
    return id -> "{\"%s\": \"%s\"}".formatted(field, id);
  }

  private static String credentials(Belongings all) {
    return "{\"email\": \"%s\", \"password\": \"guessed by someone\"}"
        .formatted(all.owner().email());
  }

  /** Of a ticket that nobody can buy, as what can be bought anybody may. */
  private static String taken(Belongings all, String id) {
    return json("ticketId").apply(id.equals(all.sold()) ? id : all.locked());
  }

  /** Of an order: what is none may be one soon, and is waited for. */
  private static String payment(Belongings all, String id) {
    return "{\"orderId\": \"%s\", \"paymentMethodId\": \"pm_card_visa\"}"
        .formatted(all.orders().contains(id) ? id : all.live());
  }

  Set<String> operations() {
    return operations.keySet();
  }

  /** Those that there are rules for. */
  static Set<String> known() {
    return new TreeSet<>(RULES.keySet());
  }

  Rule rule(String operation) {
    return Objects.requireNonNull(RULES.get(operation), operation).apply(belongings);
  }

  Call call(String operation, Random random) {
    String[] parts = operation.split(" ", 3);
    String id = id(random);
    String path = VARIABLE.matcher(parts[2]).replaceAll(id);
    var body = rule(operation).body();
    String query = query(Objects.requireNonNull(operations.get(operation)), random);
    return new Call(
        operation,
        parts[0],
        parts[1],
        query.isEmpty() ? path : path + "?" + query,
        body == null ? null : body.apply(id));
  }

  private String id(Random random) {
    List<String> ids = belongings.ids();
    return ids.get(random.nextInt(ids.size()));
  }

  private String query(JsonNode operation, Random random) {
    var query = new ArrayList<String>();
    for (JsonNode parameter : operation.path("parameters")) {
      boolean required = parameter.path("required").asBoolean();
      // A cursor is of one list alone: there is none of a stranger's own.
      boolean fits =
          parameter.path("in").asText().equals("query")
              && !parameter.path("name").asText().equals("after");
      if (fits && (required || random.nextBoolean())) {
        query.add(values(parameter, random));
      }
    }
    return String.join("&", query);
  }

  private String values(JsonNode parameter, Random random) {
    String name = parameter.path("name").asText();
    return switch (name) {
      case "ids", "ticketIds", "orderIds", "sellerIds" ->
          random
              .ints(1 + random.nextInt(3))
              .mapToObj(any -> name + "=" + id(random))
              .collect(joining("&"));
      case "sellerId", "buyerId", "who", "subject" -> name + "=" + belongings.owner().id();
      case "aggregateId", "ticketId" -> name + "=" + id(random);
      case "fromPosition" -> name + "=1";
      case "first" -> name + "=" + (1 + random.nextInt(100));
      case "id" -> name + "=" + belongings.owner().id();
      case "email" -> name + "=" + belongings.owner().email();
      case "role" -> name + "=user";
      case "disabled" -> name + "=false";
      case "step" -> name + "=COMPLETED";
      case "source" -> name + "=ORDERS";
      case "state" -> name + "=FAILED";
      case "what" -> name + "=parked.replay";
      case "search" -> name + "=owner";
      case "status" ->
          name
              + (parameter.at("/schema/$ref").asText().endsWith("/TicketStatus")
                  ? "=LOCKED"
                  : "=CREATED");
      case "from" -> name + "=2026-01-01T00:00:00Z";
      case "to" -> name + "=2026-01-02T00:00:00Z";
      default -> throw new AssertionError("say what " + name + " is to be, here");
    };
  }
}
