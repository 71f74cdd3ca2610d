package ticketing.chassis.events;

import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import ticketing.contracts.admin.EventLogRepresentation;
import ticketing.contracts.admin.LoggedEventRepresentation;
import ticketing.contracts.events.Source;

/** The service's event log, in the hands of whoever operates it; within a transaction. */
public final class LoggedEvents {

  /**
   * What was put back.
   *
   * @param last the last position that was looked at
   * @param next the next one that there is
   */
  public record Resent(int events, long last, OptionalLong next) {}

  private final Source source;
  private final Handle handle;

  private LoggedEvents(Source source, Handle handle) {
    this.source = source;
    this.handle = handle;
  }

  /** The source's, as the transaction sees it. */
  public static LoggedEvents of(Source source, Handle handle) {
    return new LoggedEvents(source, handle);
  }

  public EventLogRepresentation status() {
    var pending = handle.attach(EventStoreDao.class).pending();
    return new EventLogRepresentation(lastPosition(), pending.count(), pending.oldest());
  }

  /** 0 where there is none. */
  public long lastPosition() {
    return handle.attach(EventLogDao.class).lastPosition();
  }

  /** In the log's order, from behind a position on. */
  public List<LoggedEventRepresentation> behind(long position, int limit) {
    return handle.attach(LoggedDao.class).behind(source.id(), position, limit);
  }

  /** One row's, by version, from behind a position on. */
  public List<LoggedEventRepresentation> ofAggregate(UUID id, long position, int limit) {
    return handle.attach(LoggedDao.class).ofAggregate(source.id(), id, position, limit);
  }

  /**
   * Has events published again after the commit, in the log's order; each under a message id of its
   * own, as NATS may remember the last one's.
   *
   * @param log whose relay is woken
   * @param from the position of the first
   * @param limit how many are looked at; what is pending anyway is none of those put back
   */
  public Resent resend(EventLog log, long from, int limit) {
    var dao = handle.attach(LoggedDao.class);
    // Without a number nothing was published yet: all is pending.
    var put = dao.putBack(from, dao.nextResend().orElse(0), limit);
    log.wakeAfterCommit(handle);
    long last = put.last() == null ? from : put.last();
    var next = behind(last, 1).stream().mapToLong(LoggedEventRepresentation::position).findFirst();
    return new Resent(put.events(), last, next);
  }
}
