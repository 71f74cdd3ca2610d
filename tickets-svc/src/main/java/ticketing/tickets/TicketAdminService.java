package ticketing.tickets;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.admin.Audit;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.http.Cursor;
import ticketing.chassis.http.Pages;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Page;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.tickets.TicketDetailRepresentation;

/** What admins may do with listings. */
final class TicketAdminService {

  private final Jdbi jdbi;
  private final EventLog log;
  private final Audit audit;
  private final InstantSource clock;

  TicketAdminService(Jdbi jdbi, EventLog log, Audit audit, InstantSource clock) {
    this.jdbi = jdbi;
    this.log = log;
    this.audit = audit;
    this.clock = clock;
  }

  /** Newest first. */
  Page<TicketDetailRepresentation> list(TicketFilter filter, int first, @Nullable String after) {
    UUID behind = after == null ? null : Cursor.id(after);
    List<Ticket> rows =
        jdbi.withExtension(TicketDao.class, dao -> dao.find(filter, behind, first + 1));
    return Pages.of(rows, first, ticket -> Cursor.of(ticket.id()), TicketAdminService::represent);
  }

  /** What an admin has down already stays as it is. */
  TicketDetailRepresentation takeDown(Caller caller, UUID id, ReasonRequest why) {
    return change(
        new Action(caller, "ticket.take-down", why),
        id,
        ticket -> ticket.takenDownAt() != null,
        ticket -> ticket.takeDown(clock.instant()));
  }

  /** What is not down stays as it is. */
  TicketDetailRepresentation restore(Caller caller, UUID id, ReasonRequest why) {
    return change(
        new Action(caller, "ticket.restore", why),
        id,
        ticket -> ticket.status() != TicketStatus.WITHDRAWN,
        ticket -> ticket.restore(clock.instant()));
  }

  private record Action(Caller who, String what, ReasonRequest why) {}

  private TicketDetailRepresentation change(
      Action action, UUID id, Predicate<Ticket> isDone, Function<Ticket, Decision<Ticket>> how) {
    return jdbi.inTransaction(handle -> {
      var dao = handle.attach(TicketDao.class);
      Ticket ticket = dao.lock(id).orElseThrow(() -> notFound(id));
      if (isDone.test(ticket)) {
        return represent(ticket);
      }
      Change<Ticket> change = how.apply(ticket).orThrow(ProblemException::new);
      dao.store(change.row());
      log.append(handle, change.event());
      audit.write(handle, action.who(), action.what(), id, action.why());
      return represent(change.row());
    });
  }

  private static ProblemException notFound(UUID id) {
    return new ProblemException(ErrorCode.NOT_FOUND, "there is no ticket " + id);
  }

  private static TicketDetailRepresentation represent(Ticket ticket) {
    return new TicketDetailRepresentation(
        ticket.id(),
        ticket.sellerId(),
        ticket.title(),
        ticket.price(),
        ticket.status(),
        ticket.orderId(),
        ticket.lockedUntil(),
        ticket.takenDownAt(),
        ticket.version(),
        ticket.createdAt(),
        ticket.updatedAt());
  }
}
