package ticketing.chassis.events;

import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;
import ticketing.chassis.observe.Trace;
import ticketing.contracts.events.EventType;

/**
 * Where a transaction tells of what it changed: the event is in the log if and only if the change
 * is in the database, and is published after the commit.
 */
public final class EventLog {

  private final Runnable committed;
  private final Consumer<EventType<?>> told;

  /** Runs {@code committed} after each commit of a transaction that appended. */
  public EventLog(Runnable committed) {
    this(committed, type -> {});
  }

  /**
   * @param told gets the kind of each event, after the commit
   */
  EventLog(Runnable committed, Consumer<EventType<?>> told) {
    this.committed = committed;
    this.told = told;
  }

  /**
   * Call after the row is written, so that events of a row are logged in its versions' order. What
   * nobody asked for at the moment, such as a sweep, goes on in the trace of the row's last event.
   */
  public void append(Handle handle, Event<?> event) {
    Trace current = Trace.current();
    boolean goesOn = current.id().isEmpty() && event.version() > 1;
    Trace trace = goesOn ? trace(handle, event.aggregateId()) : current;
    handle
        .attach(EventLogDao.class)
        .append(
            event.aggregateId(),
            event.version(),
            event.type().name(),
            event.subject(),
            event.time(),
            EventJson.write(event, trace));
    handle.afterCommit(() -> told.accept(event.type()));
    wakeAfterCommit(handle);
  }

  /** The trace of a row's latest event: where what a job goes on with belongs. */
  public Trace trace(Handle handle, UUID aggregateId) {
    return handle
        .attach(EventLogDao.class)
        .lastBody(aggregateId)
        .map(EventJson::trace)
        .orElse(Trace.NONE);
  }

  /** Once a transaction, as it may append many. */
  void wakeAfterCommit(Handle handle) {
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
