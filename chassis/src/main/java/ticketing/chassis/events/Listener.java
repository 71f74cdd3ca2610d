package ticketing.chassis.events;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Applies an event to the service's own rows. It may get the same event twice, and a later version
 * without the one before; it never gets an earlier version after a later one.
 */
@FunctionalInterface
public interface Listener {

  /**
   * Locks the own rows that these events name, in the order of their ids; all events of the
   * transaction, and those parked that may follow them. Rows are heard of in any order: without
   * this, two transactions that name the same rows may wait for each other in a circle.
   */
  default void lock(Handle handle, List<Event<?>> events) {}

  /** Within the open transaction, under a savepoint: what is thrown takes back this event alone. */
  void hear(Handle handle, Event<?> event);
}
