package ticketing.chassis.events;

import org.jdbi.v3.core.Handle;

/**
 * Where a transaction tells of what it changed: the event is in the log if and only if the change
 * is in the database, and is published after the commit.
 */
public final class EventLog {

  private final Runnable committed;

  /** Runs {@code committed} after each commit of a transaction that appended. */
  public EventLog(Runnable committed) {
    this.committed = committed;
  }

  /** Call after the row is written, so that events of a row are logged in its versions' order. */
  public void append(Handle handle, Event<?> event) {
    handle
        .attach(EventLogDao.class)
        .append(
            event.aggregateId(),
            event.version(),
            event.type().name(),
            event.subject(),
            event.time(),
            EventJson.write(event));
    handle.afterCommit(committed);
  }
}
