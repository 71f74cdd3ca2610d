package ticketing.chassis.events;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;

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
    wakeAfterCommit(handle);
  }

  /** Once a transaction, as it may append many. */
  private void wakeAfterCommit(Handle handle) {
    Waking waking = handle.getConfig(Waking.class);
    if (!waking.registered) {
      waking.registered = true;
      handle.afterCommit(committed);
      handle.afterCommit(waking::reset);
      handle.afterRollback(waking::reset);
    }
  }

  /** What a handle remembers of its transaction. Jdbi makes one a handle. */
  public static final class Waking implements JdbiConfig<Waking> {

    private boolean registered;

    private void reset() {
      registered = false;
    }

    @Override
    public Waking createCopy() {
      return new Waking();
    }
  }
}
