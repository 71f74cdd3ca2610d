package ticketing.chassis.events;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.admin.ParkedEventRepresentation;
import ticketing.contracts.admin.ParkedRepresentation;
import ticketing.contracts.admin.ParkedState;
import ticketing.contracts.events.Source;

/** Events kept back, in the hands of whoever operates the service; within a transaction. */
public final class ParkedEvents {

  /** What came of asking for an event to be heard again. */
  public enum Replay {
    /** It is heard within seconds, if the row is not further by then. */
    AGAIN,
    /** There is no such event any more. */
    NONE,
    /** It is of no kind that this version can read. */
    UNREADABLE
  }

  private final ParkedDao dao;
  private final HeardDao heard;

  private ParkedEvents(ParkedDao dao, HeardDao heard) {
    this.dao = dao;
    this.heard = heard;
  }

  /** As the transaction sees them. */
  public static ParkedEvents in(Handle handle) {
    return new ParkedEvents(handle.attach(ParkedDao.class), handle.attach(HeardDao.class));
  }

  /** Those that nobody discarded, newest first, from below the id {@code after} on. */
  public List<ParkedRepresentation> list(
      @Nullable Source source, @Nullable ParkedState state, @Nullable Long after, int limit) {
    return dao.list(
        source == null ? null : source.id(), state == null ? null : state.name(), after, limit);
  }

  /** Also one that was discarded, until its row is further. */
  public Optional<ParkedEventRepresentation> find(long id) {
    return dao.byId(id)
        .flatMap(parked -> dao.body(id).map(body -> new ParkedEventRepresentation(parked, body)));
  }

  /** Has it tried again now, as often as an event that just came; also one that was discarded. */
  public Replay replay(long id) {
    Optional<ParkedRepresentation> parked = lock(id);
    if (parked.isEmpty()) {
      return Replay.NONE;
    }
    if (parked.get().aggregateId() == null && !readAgain(parked.get())) {
      return Replay.UNREADABLE;
    }
    dao.retry(id);
    return Replay.AGAIN;
  }

  /** Gives it up, as if it had failed: no later version of its row waits for it. */
  public boolean discard(long id) {
    Optional<ParkedRepresentation> parked = lock(id);
    parked.ifPresent(event -> {
      Integer version = event.version();
      if (version == null || version == Event.HINT) {
        // No other waits for these.
        dao.delete(id);
      } else {
        dao.discard(id);
      }
    });
    return parked.isPresent();
  }

  private Optional<ParkedRepresentation> lock(long id) {
    // What was heard of its row first, as a hearing does, which may be storing this very event.
    dao.byId(id)
        .ifPresent(found -> {
          UUID row = found.aggregateId();
          if (row != null) {
            lockHeard(found.source(), row);
          }
        });
    return dao.lock(id);
  }

  private void lockHeard(Source source, UUID aggregateId) {
    heard.insertMissing(source.id(), List.of(aggregateId));
    var unused = heard.lock(source.id(), List.of(aggregateId));
  }

  /** What could not be read when it came may be of a kind that this version knows. */
  private boolean readAgain(ParkedRepresentation parked) {
    try {
      Event<?> event = EventJson.read(dao.body(parked.id()).orElseThrow());
      if (event.type().source() != parked.source()) {
        return false;
      }
      lockHeard(parked.source(), event.aggregateId());
      if (!dao.place(parked.id(), event.aggregateId(), event.version())) {
        // The same event is kept back already, with a place and a fate of its own.
        dao.delete(parked.id());
      }
      return true;
    } catch (UnreadableEventException unreadable) {
      return false;
    }
  }
}
