package ticketing.chassis.events;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.HeardDao.Heard;
import ticketing.chassis.events.HeardDao.Parked;
import ticketing.chassis.observe.PassingFailure;
import ticketing.chassis.observe.Step;
import ticketing.chassis.observe.Tracing;
import ticketing.contracts.events.Source;

/**
 * Applies events of one source in the order of their rows' versions, within a transaction that
 * holds the {@code heard} rows of all of them.
 */
final class SequenceRule {

  private static final String SAVEPOINT = "event";

  private final Source source;
  private final Listener listener;
  private final HearingMetrics metrics;
  private final Tracing tracing;

  SequenceRule(Source source, Listener listener, HearingMetrics metrics, Tracing tracing) {
    this.source = source;
    this.listener = listener;
    this.metrics = metrics;
    this.tracing = tracing;
  }

  /** Applies or parks each event of the batch. */
  void hear(Handle handle, List<Incoming> batch) {
    List<UUID> ids =
        batch.stream().map(incoming -> incoming.event().aggregateId()).distinct().sorted().toList();
    Map<UUID, RowHearing> rows = lock(handle, ids, batch.stream().<Event<?>>map(Incoming::event));
    for (Incoming incoming : batch) {
      requireNonNull(rows.get(incoming.event().aggregateId())).offer(incoming);
    }
    store(handle, rows.values());
  }

  /** Applies what is kept back and whose time has come; of at most as many rows as the limit. */
  void retryDue(Handle handle, int limit) {
    List<UUID> ids = handle.attach(HeardDao.class).due(source.id(), limit);
    if (ids.isEmpty()) {
      return;
    }
    Map<UUID, RowHearing> rows = lock(handle, ids, Stream.empty());
    rows.values().forEach(RowHearing::drain);
    store(handle, rows.values());
  }

  private Map<UUID, RowHearing> lock(Handle handle, List<UUID> ids, Stream<Event<?>> batch) {
    var dao = handle.attach(HeardDao.class);
    dao.insertMissing(source.id(), ids);
    List<Heard> heard = dao.lock(source.id(), ids);
    Map<UUID, List<Parked>> parked =
        dao.parked(source.id(), ids).stream().collect(groupingBy(Parked::aggregateId));
    Stream<Event<?>> keptBack =
        parked.values().stream().flatMap(List::stream).flatMap(SequenceRule::read);
    listener.lock(handle, Stream.concat(batch, keptBack).toList());
    Map<UUID, RowHearing> rows = new LinkedHashMap<>();
    for (Heard row : heard) {
      List<Parked> ofRow = parked.getOrDefault(row.aggregateId(), List.of());
      rows.put(
          row.aggregateId(), new RowHearing(row, ofRow, body -> tryToApply(handle, body), metrics));
    }
    return rows;
  }

  private static Stream<Event<?>> read(Parked parked) {
    try {
      return Stream.of(EventJson.read(parked.body()));
    } catch (UnreadableEventException unreadable) {
      // It names no rows, and is said to be unreadable when its turn comes.
      return Stream.empty();
    }
  }

  private @Nullable RuntimeException tryToApply(Handle handle, String body) {
    handle.savepoint(SAVEPOINT);
    try {
      hear(handle, EventJson.read(body));
      handle.releaseSavepoint(SAVEPOINT);
      return null;
    } catch (RuntimeException failure) {
      if (PassingFailure.is(failure)) {
        throw failure;
      }
      handle.rollbackToSavepoint(SAVEPOINT);
      return failure;
    } catch (UnreadableEventException unreadable) {
      handle.rollbackToSavepoint(SAVEPOINT);
      return new IllegalStateException(unreadable);
    } catch (Error error) {
      // Of one event; it must not end the hearing, and then that of each sister.
      handle.rollbackToSavepoint(SAVEPOINT);
      return new IllegalStateException(error);
    }
  }

  private void hear(Handle handle, Event<?> event) {
    try (Step step = Hearings.begin(tracing, event);
        var within = step.trace().enter()) {
      try {
        listener.hear(handle, event);
      } catch (RuntimeException | Error failure) {
        step.failed(failure);
        throw failure;
      }
    }
  }

  private void store(Handle handle, Collection<RowHearing> rows) {
    var dao = handle.attach(HeardDao.class);
    List<Heard> heard = rows.stream().flatMap(row -> row.heard().stream()).toList();
    List<Parked> parked = rows.stream().flatMap(row -> row.newlyParked().stream()).toList();
    if (!heard.isEmpty()) {
      dao.update(source.id(), heard);
      dao.unpark(source.id(), heard);
    }
    if (!parked.isEmpty()) {
      dao.park(source.id(), parked);
    }
  }
}
