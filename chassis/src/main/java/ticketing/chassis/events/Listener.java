package ticketing.chassis.events;

import org.jdbi.v3.core.Handle;

/**
 * Applies an event to the service's own rows. It may get the same event twice, and a later version
 * without the one before; it never gets an earlier version after a later one.
 */
@FunctionalInterface
public interface Listener {

  /** Within the open transaction, under a savepoint: what is thrown takes back this event alone. */
  void hear(Handle handle, Event<?> event);
}
