package ticketing.chassis.admin;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.events.LoggedEvents;
import ticketing.chassis.http.Cursor;
import ticketing.chassis.http.Pages;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.Page;
import ticketing.contracts.admin.EventLogRepresentation;
import ticketing.contracts.admin.LoggedEventRepresentation;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.admin.ResendRequest;
import ticketing.contracts.admin.ResentRepresentation;
import ticketing.contracts.events.Source;

/** What admins may do with a service's event log. */
final class EventLogService {

  private final Source source;
  private final Jdbi jdbi;
  private final EventLog log;
  private final Audit audit;

  EventLogService(Source source, Jdbi jdbi, EventLog log, Audit audit) {
    this.source = source;
    this.jdbi = jdbi;
    this.log = log;
    this.audit = audit;
  }

  EventLogRepresentation status() {
    return jdbi.inTransaction(handle -> LoggedEvents.of(source, handle).status());
  }

  /** In the log's order, which is that of versions where it is of one row. */
  Page<LoggedEventRepresentation> list(
      @Nullable UUID aggregateId, long fromPosition, int first, @Nullable String after) {
    long behind = Math.max(fromPosition - 1, after == null ? 0 : Cursor.position(after));
    List<LoggedEventRepresentation> rows =
        jdbi.withHandle(handle -> {
          var events = LoggedEvents.of(source, handle);
          return aggregateId == null
              ? events.behind(behind, first + 1)
              : events.ofAggregate(aggregateId, behind, first + 1);
        });
    return Pages.of(rows, first, row -> Cursor.of(row.position()), row -> row);
  }

  ResentRepresentation resend(Caller caller, ResendRequest request) {
    long from = request.fromPosition();
    return jdbi.inTransaction(handle -> {
      var events = LoggedEvents.of(source, handle);
      long end = events.lastPosition();
      if (from > end) {
        throw ProblemException.badInput("fromPosition", "is behind the log's end, " + end);
      }
      var resent = events.resend(log, from, ResentRepresentation.MOST);
      String positions = from + "-" + resent.last();
      audit.write(
          handle, caller, "event-log.resend", positions, new ReasonRequest(request.reason()));
      Long next = resent.next().isPresent() ? resent.next().getAsLong() : null;
      return new ResentRepresentation(resent.events(), next);
    });
  }
}
