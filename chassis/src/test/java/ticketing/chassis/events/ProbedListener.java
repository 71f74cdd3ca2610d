package ticketing.chassis.events;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;

/** Records what an instance's listener hears, and can get in its way. */
final class ProbedListener implements Listener {

  /**
   * A call that came back without a failure, and whose transaction was committed.
   *
   * @param transaction PostgreSQL's own number
   */
  record Call(String instance, UUID aggregateId, int version, String transaction) {}

  /** Runs before the listener does. */
  @FunctionalInterface
  interface Obstacle {
    void meet(Handle handle, Event<?> event, String instance);
  }

  private final List<Call> calls;
  private final String instance;
  private final Listener listener;
  private final Obstacle obstacle;

  ProbedListener(List<Call> calls, String instance, Listener listener, Obstacle obstacle) {
    this.calls = calls;
    this.instance = instance;
    this.listener = listener;
    this.obstacle = obstacle;
  }

  static List<Call> calls() {
    return new CopyOnWriteArrayList<>();
  }

  @Override
  public void lock(Handle handle, List<Event<?>> events) {
    listener.lock(handle, events);
  }

  @Override
  public void hear(Handle handle, Event<?> event) {
    obstacle.meet(handle, event, instance);
    listener.hear(handle, event);
    String transaction =
        handle.createQuery("select pg_current_xact_id()::text").mapTo(String.class).one();
    var call = new Call(instance, event.aggregateId(), event.version(), transaction);
    handle.afterCommit(() -> calls.add(call));
  }
}
