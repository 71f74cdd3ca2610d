package ticketing.gateway;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ticketing.contracts.Batch;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.Page;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.auth.SessionRepresentation;
import ticketing.contracts.auth.UserRepresentation;
import ticketing.contracts.orders.OrderRepresentation;
import ticketing.contracts.payments.ChargeRepresentation;
import ticketing.contracts.tickets.SellerTickets;
import ticketing.contracts.tickets.TicketRepresentation;

/**
 * Four stubs with a world in them: user n sells ticket n, which the caller bought by order n with
 * charge n.
 */
final class World {

  static final int CALLER = 7;
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456Z");

  final StubService auth = new StubService();
  final StubService tickets = new StubService();
  final StubService orders = new StubService();
  final StubService payments = new StubService();

  /** As services behave when all is well; forgets what was asked before. */
  void reset() {
    auth.answers(World::auth);
    tickets.answers(World::tickets);
    orders.answers(World::orders);
    payments.answers(World::payments);
  }

  List<StubService> all() {
    return List.of(auth, tickets, orders, payments);
  }

  List<StubService.Call> calls() {
    return all().stream().flatMap(service -> service.calls().stream()).toList();
  }

  static UUID id(int n) {
    return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + n);
  }

  private static int number(String id) {
    return (int) (UUID.fromString(id).getLeastSignificantBits() & 0xffff);
  }

  static UserRepresentation user(int n) {
    return new UserRepresentation(id(n), n == CALLER ? "me@example.com" : null);
  }

  static TicketRepresentation ticket(int n) {
    return new TicketRepresentation(
        id(n),
        "Ticket " + n,
        new Money(5000, "usd"),
        TicketStatus.SOLD,
        null,
        id(n),
        3,
        NOON,
        NOON);
  }

  static OrderRepresentation order(int n) {
    return new OrderRepresentation(
        id(n),
        OrderStatus.COMPLETED,
        null,
        id(n),
        id(CALLER),
        new Money(5000, "usd"),
        NOON,
        2,
        NOON);
  }

  static ChargeRepresentation charge(int n) {
    return new ChargeRepresentation(
        id(n),
        id(n),
        ChargeStatus.COMPLETED,
        ChargeStep.COMPLETED,
        new Money(5000, "usd"),
        null,
        null,
        "pi_" + n,
        null,
        null,
        NOON);
  }

  static Page<TicketRepresentation> ticketPage(int size) {
    var items =
        IntStream.range(0, size).mapToObj(n -> new Page.Item<>("cursor" + n, ticket(n))).toList();
    return new Page<>(items, "cursor" + (size - 1));
  }

  static Page<OrderRepresentation> orderPage(int size) {
    var items =
        IntStream.range(0, size).mapToObj(n -> new Page.Item<>("cursor" + n, order(n))).toList();
    return new Page<>(items, null);
  }

  private static Stream<Integer> numbers(StubService.Call call, String parameter) {
    return call.all(parameter).stream().map(World::number);
  }

  static Reply auth(StubService.Call call) {
    if (call.path().equals("/users/me")) {
      return call.header("Authorization") == null
          ? Reply.problem(ErrorCode.UNAUTHENTICATED)
          : Reply.ok(user(CALLER));
    }
    return switch (call.method()) {
      case "GET" -> Reply.ok(new Batch<>(numbers(call, "ids").map(World::user).toList()));
      case "DELETE" -> Reply.nothing();
      default -> Reply.created(new SessionRepresentation(user(CALLER), "a.b.c", NOON));
    };
  }

  static Reply tickets(StubService.Call call) {
    if (!call.method().equals("GET")) {
      return Reply.created(ticket(1));
    }
    if (call.path().equals("/tickets/by-seller")) {
      return Reply.ok(
          new Batch<>(
              numbers(call, "sellerIds")
                  .map(n -> new SellerTickets(id(n), ticketPage(2)))
                  .toList()));
    }
    return call.all("ids").isEmpty()
        ? Reply.ok(ticketPage(3))
        : Reply.ok(new Batch<>(numbers(call, "ids").map(World::ticket).toList()));
  }

  static Reply orders(StubService.Call call) {
    if (call.header("Authorization") == null) {
      return Reply.problem(ErrorCode.UNAUTHENTICATED);
    }
    if (!call.method().equals("GET")) {
      return Reply.created(order(1));
    }
    var asked = Stream.concat(numbers(call, "ids"), numbers(call, "ticketIds")).toList();
    return asked.isEmpty()
        ? Reply.ok(orderPage(Integer.parseInt(call.all("first").getFirst())))
        : Reply.ok(new Batch<>(asked.stream().map(World::order).toList()));
  }

  static Reply payments(StubService.Call call) {
    if (call.header("Authorization") == null) {
      return Reply.problem(ErrorCode.UNAUTHENTICATED);
    }
    return call.method().equals("POST")
        ? Reply.ok(charge(1))
        : Reply.ok(new Batch<>(numbers(call, "orderIds").map(World::charge).toList()));
  }
}
