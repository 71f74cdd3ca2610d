package ticketing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.auth.TestTokens;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.OtherServices;
import ticketing.contracts.Batch;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.auth.SessionRepresentation;
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.events.SessionState;
import ticketing.contracts.events.TicketState;
import ticketing.contracts.orders.OrderRepresentation;
import ticketing.contracts.payments.ChargeRepresentation;
import ticketing.contracts.tickets.TicketRepresentation;
import ticketing.dev.LocalNats;

/** Services whose rows change, and who tell of it. All orders are one buyer's. */
final class LiveWorld implements AutoCloseable {

  private static final Money PRICE = new Money(5000, "usd");

  private final World world;
  private final OtherServices others;
  private final Map<UUID, TicketState> tickets = new ConcurrentHashMap<>();
  private final Map<UUID, OrderState> orders = new ConcurrentHashMap<>();
  private final Map<UUID, ChargeStep> charges = new ConcurrentHashMap<>();

  /** Of whom all orders are. */
  final Caller buyer = new Caller(UUID.randomUUID(), UUID.randomUUID(), "user");

  final String token = TestTokens.shared().of(buyer);

  /** What browsers of the buyer's send. */
  final String secret = "secret-" + UUID.randomUUID();

  volatile Duration exchanged = Duration.ofMinutes(15);
  volatile boolean signedOut;

  LiveWorld(World world, LocalNats nats) {
    this.world = world;
    this.others = OtherServices.at(nats);
    answer();
  }

  /** As services behave when all is well. */
  void answer() {
    answerIn(world);
  }

  void answerIn(World where) {
    where.auth.answers(this::auth);
    where.tickets.answers(this::tickets);
    where.orders.answers(this::orders);
    where.payments.answers(this::charges);
  }

  /** A new ticket, of which nobody told. */
  UUID ticket() {
    var id = UUID.randomUUID();
    hasTicket(id, "Tosca", 1);
    return id;
  }

  void hasTicket(UUID id, String title, int version) {
    tickets.put(id, ticket(id, title, version));
  }

  private static TicketState ticket(UUID id, String title, int version) {
    return new TicketState(
        id,
        World.id(1),
        title,
        PRICE,
        TicketStatus.AVAILABLE,
        null,
        0,
        null,
        null,
        null,
        version,
        World.NOON,
        World.NOON);
  }

  /** Changes it, and tells of it. */
  void change(UUID ticket, String title) {
    tell(changeSilently(ticket, title));
  }

  /** The ticket as its service answers it now. */
  Reply read(UUID ticket) {
    return Reply.ok(new Batch<>(List.of(representation(row(ticket)))));
  }

  TicketState row(UUID ticket) {
    return Objects.requireNonNull(tickets.get(ticket));
  }

  TicketState changeSilently(UUID ticket, String title) {
    return Objects.requireNonNull(
        tickets.computeIfPresent(ticket, (id, now) -> ticket(id, title, now.version() + 1)));
  }

  void tell(TicketState ticket) {
    others.tell(
        new Event<>(
            Events.TICKET_UPDATED, ticket.id(), ticket.version(), ticket.updatedAt(), ticket));
  }

  /** Tells that it changed, by an event with a title that is shorter than the ticket's. */
  void tellShort(UUID ticket) {
    tell(ticket(ticket, "Aida", row(ticket).version()));
  }

  /** A new order of the buyer's, of which nobody told. */
  UUID order() {
    var id = UUID.randomUUID();
    orders.put(id, order(id, OrderStatus.CREATED, 1));
    return id;
  }

  private OrderState order(UUID id, OrderStatus status, int version) {
    return new OrderState(
        id,
        UUID.randomUUID(),
        buyer.userId(),
        PRICE,
        status,
        null,
        1,
        World.NOON,
        null,
        version,
        World.NOON,
        World.NOON);
  }

  void complete(UUID order) {
    var now =
        Objects.requireNonNull(
            orders.computeIfPresent(
                order, (id, row) -> order(id, OrderStatus.COMPLETED, row.version() + 1)));
    others.tell(new Event<>(Events.ORDER_COMPLETED, order, now.version(), World.NOON, now));
  }

  void charge(UUID order, ChargeStep step) {
    charges.put(order, step);
    var state =
        new ChargeState(
            order, order, buyer.userId(), PRICE, step, null, null, null, 1, World.NOON, World.NOON);
    others.tell(new Event<>(Events.CHARGE_CREATED, order, 1, World.NOON, state));
  }

  /** Ends the buyer's session, and tells of it. */
  void signOut() {
    signedOut = true;
    var now = InstantSource.system().instant();
    var state = new SessionState(buyer.sessionId(), buyer.userId(), now, 1);
    others.tell(new Event<>(Events.SESSION_ENDED, buyer.sessionId(), 1, now, state));
  }

  private Reply auth(StubService.Call call) {
    return switch (call.path()) {
      case "/.well-known/jwks.json" -> Reply.ok(keys());
      case "/sessions/exchange" ->
          !signedOut && call.body().equals("{\"secret\":\"" + secret + "\"}")
              ? Reply.ok(
                  new SessionRepresentation(
                      World.user(World.CALLER),
                      TestTokens.shared().of(buyer),
                      InstantSource.system().instant().plus(exchanged)))
              : Reply.problem(ErrorCode.UNAUTHENTICATED);
      default -> World.auth(call);
    };
  }

  private static Object keys() {
    try (var http = HttpClient.newHttpClient()) {
      URI keys = TestTokens.shared().url().resolve("/.well-known/jwks.json");
      return Reply.JSON.readTree(
          http.send(HttpRequest.newBuilder(keys).build(), BodyHandlers.ofString()).body());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Reply tickets(StubService.Call call) {
    return Reply.ok(
        new Batch<>(
            call.all("ids").stream()
                .map(UUID::fromString)
                .filter(tickets::containsKey)
                .map(tickets::get)
                .map(LiveWorld::representation)
                .toList()));
  }

  private static TicketRepresentation representation(TicketState ticket) {
    return new TicketRepresentation(
        ticket.id(),
        ticket.title(),
        ticket.price(),
        ticket.status(),
        ticket.lockedUntil(),
        ticket.sellerId(),
        ticket.version(),
        ticket.createdAt(),
        ticket.updatedAt());
  }

  private boolean isBuyers(StubService.Call call) {
    String authorization = String.valueOf(call.header("Authorization"));
    return !signedOut && isOf(buyer, authorization.replaceFirst("(?i)^bearer ", ""));
  }

  /** By its claims alone: all tokens here are good. */
  private static boolean isOf(Caller caller, String token) {
    String[] parts = token.split("\\.", -1);
    return parts.length == 3
        && new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8)
            .contains(caller.userId().toString());
  }

  private Reply orders(StubService.Call call) {
    if (signedOut || call.header("Authorization") == null) {
      return Reply.problem(ErrorCode.UNAUTHENTICATED);
    }
    return Reply.ok(
        new Batch<>(
            call.all("ids").stream()
                .map(UUID::fromString)
                .filter(id -> orders.containsKey(id) && isBuyers(call))
                .map(orders::get)
                .map(LiveWorld::representation)
                .toList()));
  }

  private static OrderRepresentation representation(OrderState order) {
    return new OrderRepresentation(
        order.id(),
        order.status(),
        order.cancelReason(),
        order.ticketId(),
        order.buyerId(),
        order.price(),
        order.expiresAt(),
        order.version(),
        order.createdAt());
  }

  private Reply charges(StubService.Call call) {
    return Reply.ok(
        new Batch<>(
            call.all("orderIds").stream()
                .map(UUID::fromString)
                .flatMap(order ->
                    Optional.ofNullable(charges.get(order))
                        .map(step -> representation(order, step))
                        .stream())
                .toList()));
  }

  private static ChargeRepresentation representation(UUID order, ChargeStep step) {
    return new ChargeRepresentation(
        order,
        order,
        step == ChargeStep.COMPLETED ? ChargeStatus.COMPLETED : ChargeStatus.CREATED,
        step,
        PRICE,
        null,
        null,
        "pi_1",
        null,
        null,
        World.NOON);
  }

  @Override
  public void close() {
    try {
      others.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
