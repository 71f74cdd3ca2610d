package ticketing.auth;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventLog;

/** Ends sessions within a transaction, and tells of each. */
record SessionEnds(EventLog log) {

  /** One that ended already stays as it is. */
  void end(Handle handle, Session session, Instant now) {
    switch (session.end(now)) {
      case Change<Session>(Session ended, Event<?> told) -> {
        if (handle.attach(SessionDao.class).end(ended)) {
          log.append(handle, told);
        }
      }
      case Refusal<Session> already -> {}
    }
  }

  /**
   * Ends all sessions of a user, whose row the transaction has locked: so none begins meanwhile.
   *
   * @return how many ended
   */
  int endAll(Handle handle, UUID userId, Instant now) {
    List<Session> live = handle.attach(SessionDao.class).lockLive(userId);
    live.forEach(session -> end(handle, session, now));
    return live.size();
  }
}
