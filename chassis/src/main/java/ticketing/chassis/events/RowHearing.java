package ticketing.chassis.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.events.HeardDao.Heard;
import ticketing.chassis.events.HeardDao.Parked;
import ticketing.chassis.events.HeardDao.State;

/**
 * The sequence rule for one foreign row within one transaction: version n is applied after n-1; at
 * or below what was applied it is a duplicate; above, it is kept back until the missing one comes,
 * or its time to wait is over, or the missing ones were given up. What fails is tried again.
 */
final class RowHearing {

  private static final Logger LOG = LoggerFactory.getLogger(RowHearing.class);
  private static final int MAX_TRIES = 3;

  private final UUID aggregateId;
  private final NavigableMap<Integer, Parked> parked = new TreeMap<>();
  private final Map<Integer, Parked> newlyParked = new HashMap<>();
  private final Function<String, @Nullable RuntimeException> listener;
  private final HearingMetrics metrics;
  private int heard;
  private boolean applied;

  /**
   * With what was heard and parked of the row; the listener applies a body, and gives what it
   * threw.
   */
  RowHearing(
      Heard heard,
      Collection<Parked> parked,
      Function<String, @Nullable RuntimeException> listener,
      HearingMetrics metrics) {
    this.aggregateId = heard.aggregateId();
    this.heard = heard.version();
    this.listener = listener;
    this.metrics = metrics;
    parked.forEach(event -> this.parked.put(event.version(), event));
  }

  /** An event that came. */
  void offer(Incoming incoming) {
    int version = incoming.event().version();
    if (isCovered(version)) {
      metrics.duplicates().inc();
      return;
    }
    Parked kept = parked.get(version);
    // A hint stands for no other: one that failed says nothing about the next.
    if (kept == null || (version == Event.HINT && kept.state() == State.FAILED)) {
      keepBack(parkedAs(incoming, State.WAITING, false));
    }
    drain();
  }

  /** Applies what can be applied now of what is kept back. */
  void drain() {
    for (Parked next = next(); next != null && isReady(next); next = next()) {
      apply(next);
    }
  }

  /** What to store of the row when something was applied. */
  List<Heard> heard() {
    return applied ? List.of(new Heard(aggregateId, heard)) : List.of();
  }

  /** What to store of events kept back. */
  List<Parked> newlyParked() {
    return new ArrayList<>(newlyParked.values());
  }

  private static Parked parkedAs(Incoming incoming, State state, boolean due) {
    Event<?> event = incoming.event();
    return new Parked(
        event.aggregateId(),
        event.version(),
        incoming.subject(),
        incoming.body(),
        state,
        0,
        null,
        due);
  }

  private boolean isCovered(int version) {
    return version != Event.HINT && version <= heard;
  }

  private @Nullable Parked next() {
    return parked.values().stream()
        .filter(event -> event.state() != State.FAILED)
        .findFirst()
        .orElse(null);
  }

  private boolean isReady(Parked next) {
    if (next.state() == State.RETRYING) {
      return next.due();
    }
    return next.due() || next.version() <= heard + 1 || allBeforeAreGivenUp(next.version());
  }

  private boolean allBeforeAreGivenUp(int version) {
    return parked.subMap(heard + 1, version).size() == version - heard - 1;
  }

  private void apply(Parked next) {
    int version = next.version();
    RuntimeException failure = isCovered(version) ? null : tryToApply(next);
    if (failure != null) {
      keepBack(afterFailure(next, failure));
      return;
    }
    heard = Math.max(heard, version);
    applied = true;
    parked.headMap(version, true).clear();
    newlyParked.keySet().removeIf(kept -> kept <= version);
  }

  private @Nullable RuntimeException tryToApply(Parked next) {
    RuntimeException failure = listener.apply(next.body());
    if (failure == null) {
      metrics.applied().inc();
      if (next.version() > heard + 1 && !allBeforeAreGivenUp(next.version())) {
        metrics.jumps().inc();
        LOG.warn("{}: applied version {} after {}", next.subject(), next.version(), heard);
      }
    }
    return failure;
  }

  private Parked afterFailure(Parked event, RuntimeException failure) {
    int tries = event.tries() + 1;
    State state = tries < MAX_TRIES ? State.RETRYING : State.FAILED;
    if (state == State.FAILED) {
      metrics.failed().inc();
      try (var within = EventJson.trace(event.body()).enter()) {
        LOG.error("{} version {} failed and is parked", event.subject(), event.version(), failure);
      }
    }
    return new Parked(
        aggregateId,
        event.version(),
        event.subject(),
        event.body(),
        state,
        tries,
        HeardDao.storable(failure.toString()),
        false);
  }

  private void keepBack(Parked event) {
    parked.put(event.version(), event);
    newlyParked.put(event.version(), event);
  }
}
