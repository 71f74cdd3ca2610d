package ticketing.chassis.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.observe.Trace;
import ticketing.contracts.events.EventType;

/**
 * Something that happened to a row.
 *
 * @param aggregateId the row's id
 * @param version the row's version, from 1; {@link #HINT} for an event that tells of no row
 * @param state the whole row as it stands at that version
 * @param traceparent of the trace that it was told in; null where that is not known, as of an event
 *     that was not told yet
 */
public record Event<T>(
    EventType<T> type,
    UUID aggregateId,
    int version,
    Instant time,
    T state,
    @Nullable String traceparent) {

  /** The version of events that tell of no row of their teller's: they obey no sequence. */
  public static final int HINT = 0;

  /** An event to be told, in the trace of whoever tells it. */
  public Event(EventType<T> type, UUID aggregateId, int version, Instant time, T state) {
    this(type, aggregateId, version, time, state, null);
  }

  /** Where what is done about it belongs. */
  public Trace cause() {
    return Trace.of(traceparent);
  }

  /** The same for the same version of the same row, so that it may be sent again. */
  public String id() {
    return id(aggregateId, version);
  }

  static String id(UUID aggregateId, int version) {
    return aggregateId + "." + version;
  }

  public String subject() {
    return type.subject(aggregateId);
  }

  boolean isHint() {
    return version == HINT;
  }
}
