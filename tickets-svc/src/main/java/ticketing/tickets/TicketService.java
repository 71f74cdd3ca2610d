package ticketing.tickets;

import static java.util.stream.Collectors.groupingBy;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.http.Cursor;
import ticketing.chassis.http.Pages;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Page;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.tickets.CreateTicketRequest;
import ticketing.contracts.tickets.SellerTickets;
import ticketing.contracts.tickets.TicketRepresentation;
import ticketing.contracts.tickets.UpdateTicketRequest;
import ticketing.tickets.TicketDao.Found;

/** What callers may do with listings. */
final class TicketService {

  private static final Set<TicketStatus> ON_SALE =
      EnumSet.of(TicketStatus.AVAILABLE, TicketStatus.LOCKED);

  private final Jdbi jdbi;
  private final EventLog log;
  private final InstantSource clock;

  TicketService(Jdbi jdbi, EventLog log, InstantSource clock) {
    this.jdbi = jdbi;
    this.log = log;
    this.clock = clock;
  }

  TicketRepresentation create(Caller caller, CreateTicketRequest request) {
    return jdbi.inTransaction(handle -> {
      Change<Ticket> change =
          Ticket.create(
              Ids.next(),
              caller.userId(),
              request.title().strip(),
              request.price(),
              clock.instant());
      handle.attach(TicketDao.class).insert(change.row());
      log.append(handle, change.event());
      return represent(change.row());
    });
  }

  /**
   * Changes what is given.
   *
   * @param mayBeAt the versions that the caller's HTTP request may change
   */
  TicketRepresentation edit(
      Caller caller, UUID id, UpdateTicketRequest request, IntPredicate mayBeAt) {
    Integer expected = request.expectedVersion();
    if (expected != null && !mayBeAt.test(expected)) {
      throw ProblemException.badInput("expectedVersion", "is none that If-Match names");
    }
    String title = request.title() == null ? null : request.title().strip();
    return change(
        caller,
        id,
        ticket -> {
          // With an expected version the row itself tells.
          if (expected == null && !mayBeAt.test(ticket.version())) {
            throw ProblemException.staleVersion(ticket.version());
          }
          return ticket.edit(title, request.price(), expected, clock.instant());
        });
  }

  TicketRepresentation withdraw(Caller caller, UUID id) {
    return change(caller, id, ticket -> ticket.withdraw(clock.instant()));
  }

  private TicketRepresentation change(
      Caller caller, UUID id, Function<Ticket, Decision<Ticket>> transition) {
    return jdbi.inTransaction(handle -> {
      Ticket ticket = lockOwn(handle, caller, id);
      Change<Ticket> change = transition.apply(ticket).orThrow(ProblemException::new);
      handle.attach(TicketDao.class).store(change.row());
      log.append(handle, change.event());
      return represent(change.row());
    });
  }

  private static Ticket lockOwn(Handle handle, Caller caller, UUID id) {
    Ticket ticket = handle.attach(TicketDao.class).lock(id).orElseThrow(() -> notFound(id));
    if (!ticket.sellerId().equals(caller.userId())) {
      throw new ProblemException(ErrorCode.FORBIDDEN, "only its seller may change a ticket");
    }
    return ticket;
  }

  TicketRepresentation one(UUID id) {
    return jdbi.withExtension(TicketDao.class, dao -> dao.byId(id))
        .map(TicketService::represent)
        .orElseThrow(() -> notFound(id));
  }

  List<TicketRepresentation> many(List<UUID> ids) {
    return jdbi.withExtension(TicketDao.class, dao -> dao.byIds(ids)).stream()
        .map(TicketService::represent)
        .toList();
  }

  /** Newest first; with a search, the best match first. */
  Page<TicketRepresentation> list(
      @Nullable String search,
      @Nullable TicketStatus status,
      @Nullable UUID sellerId,
      int first,
      @Nullable String after) {
    String[] statuses = statuses(status);
    if (search != null && !search.isBlank()) {
      return search(search, statuses, sellerId, first, after);
    }
    UUID behind = after == null ? null : Cursor.id(after);
    List<Ticket> rows =
        jdbi.withExtension(TicketDao.class, dao -> dao.list(statuses, sellerId, behind, first + 1));
    return page(rows, first);
  }

  private Page<TicketRepresentation> search(
      String search,
      String[] statuses,
      @Nullable UUID sellerId,
      int first,
      @Nullable String after) {
    List<String> cursor = after == null ? List.of() : Cursor.values(after, 2);
    Double behindRank = after == null ? null : Cursor.number(cursor, 0);
    UUID behind = after == null ? null : Cursor.id(cursor, 1);
    List<Found> rows =
        jdbi.withExtension(
            TicketDao.class,
            dao -> dao.search(search, statuses, sellerId, behindRank, behind, first + 1));
    return Pages.of(
        rows,
        first,
        found -> Cursor.of(found.rank(), found.ticket().id()),
        found -> represent(found.ticket()));
  }

  /** The newest listings of each seller. */
  List<SellerTickets> bySellers(List<UUID> sellerIds, int first, @Nullable String after) {
    UUID behind = after == null ? null : Cursor.id(after);
    Map<UUID, List<Ticket>> rows =
        jdbi
            .withExtension(TicketDao.class, dao -> dao.bySellers(sellerIds, behind, first + 1))
            .stream()
            .collect(groupingBy(Ticket::sellerId));
    return sellerIds.stream()
        .distinct()
        .map(seller -> new SellerTickets(seller, page(rows.getOrDefault(seller, List.of()), first)))
        .toList();
  }

  private static Page<TicketRepresentation> page(List<Ticket> rows, int first) {
    return Pages.of(rows, first, ticket -> Cursor.of(ticket.id()), TicketService::represent);
  }

  private static String[] statuses(@Nullable TicketStatus status) {
    Set<TicketStatus> wanted = status == null ? ON_SALE : EnumSet.of(status);
    return wanted.stream().map(Enum::name).toArray(String[]::new);
  }

  private static ProblemException notFound(UUID id) {
    return new ProblemException(ErrorCode.NOT_FOUND, "there is no ticket " + id);
  }

  private static TicketRepresentation represent(Ticket ticket) {
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
}
