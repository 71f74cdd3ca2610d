package ticketing.orders;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.database.Ids;
import ticketing.chassis.database.Patience;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.http.Cursor;
import ticketing.chassis.http.Pages;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.Page;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.orders.CreateOrderRequest;
import ticketing.contracts.orders.OrderRepresentation;

/** What buyers may do with orders. */
final class OrderService {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int TRIES = 3;

  private final Jdbi jdbi;
  private final EventLog log;
  private final Duration lock;
  private final boolean limited;
  private final InstantSource clock;

  /**
   * @param lock how long an order holds its ticket unpaid
   * @param limited whether a buyer may hold {@link Offer#MOST} tickets and no more
   */
  OrderService(Jdbi jdbi, EventLog log, Duration lock, boolean limited, InstantSource clock) {
    this.jdbi = jdbi;
    this.log = log;
    this.lock = lock;
    this.limited = limited;
    this.clock = clock;
  }

  /** Locks a ticket for the caller: the first who asks gets it. */
  OrderRepresentation create(Caller caller, CreateOrderRequest request) {
    Optional<Offer> seen = awaitOffer(caller, request.ticketId(), request.expectedPrice());
    // Of a thousand who come at once all but one end here: that needs no transaction.
    Optional<Order> order =
        jdbi.withExtension(OrderDao.class, dao -> madeBefore(dao, caller, request, seen));
    for (int i = 0; order.isEmpty() && i < TRIES; i++) {
      order = jdbi.inTransaction(handle -> create(handle, caller, request));
    }
    return order
        .map(OrderService::represent)
        .orElseThrow(
            () -> ProblemException.retryLater(ErrorCode.SERVICE_UNAVAILABLE, "try again", 1));
  }

  /**
   * Empty when somebody was faster, or the key is an old one: then another look tells whether he
   * still holds the ticket.
   */
  private Optional<Order> create(Handle handle, Caller caller, CreateOrderRequest request) {
    var dao = handle.attach(OrderDao.class);
    if (limited) {
      // What is counted stays so until this order is there. Nobody who holds a row that this
      // transaction waits for takes this lock, so that it closes no circle.
      dao.lockBuyer(caller.userId());
    }
    Optional<Offer> seen = dao.offer(request.ticketId(), caller.userId());
    Optional<Order> before = madeBefore(dao, caller, request, seen);
    if (before.isPresent()) {
      return before;
    }
    Change<Order> change =
        take(Ids.next(), caller.userId(), seen.orElseThrow(), request.idempotencyKey(), lock);
    if (!dao.insert(change.row())) {
      if (request.idempotencyKey() != null) {
        dao.forgetOldKey(caller.userId(), request.idempotencyKey());
      }
      return Optional.empty();
    }
    log.append(handle, change.event());
    return Optional.of(change.row());
  }

  /** Takes what was offered, if nobody was faster. */
  static Change<Order> take(
      UUID id, UUID buyerId, Offer offer, @Nullable String idempotencyKey, Duration lock) {
    int lockNo = offer.lastLockNo() + 1;
    return Order.create(id, buyerId, offer.ticket(), lockNo, idempotencyKey, lock, offer.now());
  }

  /**
   * The order that this request made when it was sent before; empty if the ticket can be had.
   *
   * @param seen looked at before: an order that it shows is found by its key too
   */
  private Optional<Order> madeBefore(
      OrderDao dao, Caller caller, CreateOrderRequest request, Optional<Offer> seen) {
    Optional<Order> before = before(dao, caller, request);
    if (before.isEmpty()) {
      check(caller, request, seen);
      if (limited) {
        refuseOneTooMany(seen.orElseThrow());
      }
    }
    return before;
  }

  /** The order that this request made when it was sent before. */
  private static Optional<Order> before(OrderDao dao, Caller caller, CreateOrderRequest request) {
    if (request.idempotencyKey() == null) {
      return Optional.empty();
    }
    Optional<Order> before = dao.byKey(caller.userId(), request.idempotencyKey());
    before.ifPresent(order -> {
      boolean otherPrice =
          request.expectedPrice() != null && !request.expectedPrice().equals(order.price());
      if (otherPrice || !order.ticketId().equals(request.ticketId())) {
        throw new ProblemException(
            ErrorCode.IDEMPOTENCY_CONFLICT, "the key was used for something else");
      }
    });
    return before;
  }

  static void check(Caller caller, CreateOrderRequest request, Optional<Offer> seen) {
    Offer offer =
        seen.orElseThrow(() ->
            new ProblemException(ErrorCode.NOT_FOUND, "there is no ticket " + request.ticketId()));
    TicketCopy ticket = offer.ticket();
    if (ticket.sellerId().equals(caller.userId())) {
      throw new ProblemException(ErrorCode.OWN_TICKET, "you sell this ticket");
    }
    if (ticket.status() == TicketStatus.WITHDRAWN) {
      throw new ProblemException(ErrorCode.TICKET_WITHDRAWN, "the ticket was withdrawn");
    }
    if (request.expectedPrice() != null && !request.expectedPrice().equals(ticket.price())) {
      throw new ProblemException(
          ErrorCode.PRICE_CHANGED, "the ticket costs " + ticket.amount() + " " + ticket.currency());
    }
    if (offer.holderStatus() == OrderStatus.COMPLETED) {
      throw new ProblemException(ErrorCode.TICKET_SOLD, "the ticket is sold");
    }
    if (offer.holderId() != null) {
      throw caller.userId().equals(offer.holderBuyerId())
          ? ProblemException.lockedByCaller(offer.holderId())
          : new ProblemException(ErrorCode.TICKET_LOCKED, "somebody holds the ticket");
    }
  }

  private static void refuseOneTooMany(Offer offer) {
    if (offer.isOneTooMany()) {
      throw ProblemException.retryLater(
          ErrorCode.TOO_MANY_ORDERS,
          "you hold " + offer.held() + " tickets: pay for one, or cancel its order",
          offer.secondsUntilRoom());
    }
  }

  private Optional<Offer> awaitOffer(Caller caller, UUID ticketId, @Nullable Money expectedPrice) {
    boolean young = Ids.isYoung(ticketId, clock.instant());
    return Patience.upTo(
        PATIENCE,
        () -> jdbi.withExtension(OrderDao.class, dao -> dao.offer(ticketId, caller.userId())),
        seen ->
            seen.map(offer -> expectedPrice == null || expectedPrice.equals(offer.ticket().price()))
                .orElse(!young));
  }

  /** Lets the ticket go, as long as no payment is being taken. */
  OrderRepresentation cancel(Caller caller, UUID id) {
    return jdbi.inTransaction(handle -> {
      var dao = handle.attach(OrderDao.class);
      Order order =
          dao.lock(id)
              .filter(row -> row.buyerId().equals(caller.userId()))
              .orElseThrow(() -> notFound(id));
      if (order.status() == OrderStatus.CANCELLED) {
        return represent(order);
      }
      Change<Order> change =
          order.cancel(CancelReason.BY_BUYER, dao.now()).orThrow(ProblemException::new);
      dao.store(change.row());
      log.append(handle, change.event());
      return represent(change.row());
    });
  }

  OrderRepresentation one(Caller caller, UUID id) {
    return many(caller, List.of(id)).stream().findFirst().orElseThrow(() -> notFound(id));
  }

  /** Those of the caller's own. */
  List<OrderRepresentation> many(Caller caller, List<UUID> ids) {
    return jdbi.withExtension(OrderDao.class, dao -> dao.byIds(caller.userId(), ids)).stream()
        .map(OrderService::represent)
        .toList();
  }

  /** The caller's own orders that hold these tickets, or have them for good. */
  List<OrderRepresentation> byTickets(Caller caller, List<UUID> ticketIds) {
    return jdbi
        .withExtension(OrderDao.class, dao -> dao.byTickets(caller.userId(), ticketIds))
        .stream()
        .map(OrderService::represent)
        .toList();
  }

  /** The caller's own, newest first. */
  Page<OrderRepresentation> history(
      Caller caller, @Nullable OrderStatus status, int first, @Nullable String after) {
    UUID behind = after == null ? null : Cursor.id(after);
    List<Order> rows =
        jdbi.withExtension(
            OrderDao.class, dao -> dao.history(caller.userId(), status, behind, first + 1));
    return Pages.of(rows, first, order -> Cursor.of(order.id()), OrderService::represent);
  }

  private static ProblemException notFound(UUID id) {
    return new ProblemException(ErrorCode.NOT_FOUND, "you have no order " + id);
  }

  private static OrderRepresentation represent(Order order) {
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
}
