package ticketing.payments;

import org.jdbi.v3.core.Handle;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.EventLog;

/** Writes what was decided of a charge, tells of it, and has the worker look at it. */
final class ChargeChanges {

  private final EventLog log;
  private final Runnable wakeWorker;

  ChargeChanges(EventLog log, Runnable wakeWorker) {
    this.log = log;
    this.wakeWorker = wakeWorker;
  }

  void insert(Handle handle, Change<Charge> made) {
    handle.attach(ChargeDao.class).insert(made.row());
    tell(handle, made);
  }

  void apply(Handle handle, Decision<Charge> decision) {
    switch (decision) {
      case Change<Charge> change -> {
        handle.attach(ChargeDao.class).store(change.row());
        tell(handle, change);
      }
      case Refusal<Charge> nothing -> {}
    }
  }

  private void tell(Handle handle, Change<Charge> change) {
    log.append(handle, change.event());
    handle.attach(WorkDao.class).lookNow(change.row().id());
    handle.afterCommit(wakeWorker);
  }
}
