package ticketing.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ticketing.dev.stripe.Act.Operation;

/** Which address asks for what: the part of Stripe's API that the stand-in speaks. */
final class Routes {

  /** A question; {@code id} is the part of the address in braces. */
  private interface Read {
    ObjectNode answer(String id, Params params, Books books);
  }

  private interface Write {
    Command command(String id, Params params);
  }

  private record Route<T>(Pattern path, Operation operation, T target) {

    static <T> Route<T> of(String path, Operation operation, T target) {
      var pattern = Pattern.compile(path.replace("{id}", "(?<id>[^/]+)"));
      return new Route<>(pattern, operation, target);
    }

    static Route<Read> of(String path, Read target) {
      return of(path, Operation.READ, target);
    }

    Optional<Match<T>> match(String address) {
      var matcher = path.matcher(address);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      String id = path.namedGroups().containsKey("id") ? matcher.group("id") : "";
      return Optional.of(new Match<>(target, operation, id));
    }
  }

  private record Match<T>(T target, Operation operation, String id) {

    Act act(Form form) {
      return Act.of(operation, id, form);
    }
  }

  private static final List<Route<Read>> READS =
      List.of(
          Route.of("/v1/payment_methods/{id}", Routes::method),
          Route.of("/v1/payment_intents", Routes::intents),
          Route.of("/v1/payment_intents/search", Routes::search),
          Route.of("/v1/payment_intents/{id}", (id, params, books) -> Views.of(books.require(id))),
          Route.of("/v1/charges", Routes::charges),
          Route.of("/v1/charges/{id}", Routes::charge),
          Route.of("/v1/events", Routes::events),
          Route.of("/v1/events/{id}", Routes::event),
          Route.of("/v1/refunds", Routes::refunds),
          Route.of("/v1/refunds/{id}", Routes::refund));

  private static final List<Route<Write>> WRITES =
      List.of(
          Route.of(
              "/v1/payment_methods", Operation.METHOD, (id, params) -> CreateMethod.from(params)),
          Route.of(
              "/v1/payment_intents", Operation.CREATE, (id, params) -> CreateIntent.from(params)),
          Route.of("/v1/payment_intents/{id}", Operation.UPDATE, UpdateIntent::from),
          Route.of("/v1/payment_intents/{id}/confirm", Operation.CONFIRM, ConfirmIntent::from),
          Route.of("/v1/payment_intents/{id}/capture", Operation.CAPTURE, CaptureIntent::from),
          Route.of("/v1/payment_intents/{id}/cancel", Operation.CANCEL, CancelIntent::from),
          Route.of("/v1/refunds", Operation.REFUND, (id, params) -> CreateRefund.from(params)));

  private final Ledger ledger;

  Routes(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Answers a question; empty where a fault lets it go without an answer. */
  Optional<Answer> read(String path, Form query, String requestId) {
    var match = match(READS, path).orElseThrow(() -> StripeError.unrecognized("GET", path));
    var act = match.act(query);
    if (ledger.strikes(Fault.Kind.LOSE, act) || ledger.strikes(Fault.Kind.DROP, act)) {
      return Optional.empty();
    }
    ledger.slow(act);
    if (ledger.strikes(Fault.Kind.ERROR, act)) {
      throw StripeError.fault();
    }
    var params = new Params(query);
    var expansion = Expansion.from(params);
    return ledger.read(books -> {
      var answer = match.target().answer(match.id(), params, books);
      params.nothingElse();
      return Optional.of(Answer.of(expansion.of(answer, books), requestId));
    });
  }

  /**
   * Carries a change out; empty where a fault lets it go without an answer.
   *
   * @param key the caller's idempotency key
   */
  Optional<Answer> write(String path, Form form, @Nullable String key, String requestId) {
    var match = match(WRITES, path).orElseThrow(() -> StripeError.unrecognized("POST", path));
    var act = match.act(form);
    if (ledger.strikes(Fault.Kind.LOSE, act)) {
      return Optional.empty();
    }
    var params = new Params(form);
    var expansion = Expansion.from(params);
    var command = match.target().command(match.id(), params);
    params.nothingElse();
    var claim =
        key == null ? null : new IdempotencyKeys.Key(key, path, Digest.of(form.canonical()));
    var answer = ledger.write(new Ledger.Request(requestId, command, expansion, claim, act));
    return ledger.strikes(Fault.Kind.DROP, act) ? Optional.empty() : Optional.of(answer);
  }

  private static ObjectNode method(String id, Params params, Books books) {
    var method = books.method(id).or(() -> PaymentMethod.documented(id, id, 0));
    return found(method, "PaymentMethod", id, "payment_method");
  }

  private static ObjectNode found(
      Optional<? extends Entity> thing, String kind, String id, String param) {
    return thing
        .<ObjectNode>map(Views::of)
        .orElseThrow(() -> StripeError.notFound(kind, id, param));
  }

  private static ObjectNode intents(String id, Params params, Books books) {
    return Listing.from(params).page("/v1/payment_intents", books.intents(), intent -> true);
  }

  private static ObjectNode search(String id, Params params, Books books) {
    var wanted = Query.parse(params.required("query"));
    return SearchPage.from(params).of("/v1/payment_intents/search", books.intents(), wanted);
  }

  private static ObjectNode charge(String id, Params params, Books books) {
    return found(books.charge(id), "charge", id, "id");
  }

  private static ObjectNode charges(String id, Params params, Books books) {
    var listing = Listing.from(params);
    Optional<String> intent = params.text("payment_intent");
    Predicate<Charge> wanted = charge -> intent.stream().allMatch(charge.intent()::equals);
    return listing.page("/v1/charges", books.charges(), wanted);
  }

  private static ObjectNode event(String id, Params params, Books books) {
    return found(books.post().event(id), "event", id, "id");
  }

  private static ObjectNode events(String id, Params params, Books books) {
    var listing = Listing.from(params);
    Optional<String> type = params.text("type");
    var types = params.list("types");
    Predicate<Event> wanted =
        event ->
            type.stream().allMatch(event.type()::equals)
                && (types.isEmpty() || types.contains(event.type()));
    return listing.page("/v1/events", books.post().events(), wanted);
  }

  private static ObjectNode refund(String id, Params params, Books books) {
    return found(books.refund(id), "refund", id, "id");
  }

  private static ObjectNode refunds(String id, Params params, Books books) {
    var listing = Listing.from(params);
    Optional<String> intent = params.text("payment_intent");
    Optional<String> charge = params.text("charge");
    Predicate<Refund> wanted =
        refund ->
            intent.stream().allMatch(refund.intent()::equals)
                && charge.stream().allMatch(refund.charge()::equals);
    return listing.page("/v1/refunds", books.refunds(), wanted);
  }

  private static <T> Optional<Match<T>> match(List<Route<T>> routes, String path) {
    return routes.stream().flatMap(route -> route.match(path).stream()).findFirst();
  }
}
