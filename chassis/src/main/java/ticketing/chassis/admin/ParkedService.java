package ticketing.chassis.admin;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.events.ParkedEvents;
import ticketing.chassis.http.Cursor;
import ticketing.chassis.http.Pages;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Page;
import ticketing.contracts.admin.ParkedEventRepresentation;
import ticketing.contracts.admin.ParkedRepresentation;
import ticketing.contracts.admin.ParkedState;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.events.Source;

/** What admins may do with events that a service keeps back. */
final class ParkedService {

  private final Jdbi jdbi;
  private final Audit audit;

  ParkedService(Jdbi jdbi, Audit audit) {
    this.jdbi = jdbi;
    this.audit = audit;
  }

  Page<ParkedRepresentation> list(
      @Nullable Source source, @Nullable ParkedState state, int first, @Nullable String after) {
    Long behind = after == null ? null : Cursor.position(after);
    List<ParkedRepresentation> rows =
        jdbi.withHandle(handle -> ParkedEvents.in(handle).list(source, state, behind, first + 1));
    return Pages.of(rows, first, row -> Cursor.of(row.id()), row -> row);
  }

  ParkedEventRepresentation one(long id) {
    return jdbi.inTransaction(handle -> ParkedEvents.in(handle).find(id))
        .orElseThrow(() -> notFound(id));
  }

  void replay(Caller caller, long id, ReasonRequest why) {
    jdbi.useTransaction(handle -> {
      switch (ParkedEvents.in(handle).replay(id)) {
        case AGAIN -> audit.write(handle, caller, "parked.replay", id, why);
        case NONE -> throw notFound(id);
        case UNREADABLE ->
            throw ProblemException.badInput("id", "is of an event that cannot be read");
      }
    });
  }

  void discard(Caller caller, long id, ReasonRequest why) {
    jdbi.useTransaction(handle -> {
      if (!ParkedEvents.in(handle).discard(id)) {
        throw notFound(id);
      }
      audit.write(handle, caller, "parked.discard", id, why);
    });
  }

  private static ProblemException notFound(long id) {
    return new ProblemException(ErrorCode.NOT_FOUND, "no event is kept back as " + id);
  }
}
