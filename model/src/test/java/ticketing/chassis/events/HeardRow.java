package ticketing.chassis.events;

import com.codahale.metrics.MetricRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.HeardDao.Heard;
import ticketing.chassis.events.HeardDao.Parked;
import ticketing.chassis.events.HeardDao.State;
import ticketing.contracts.events.Source;

/**
 * What a service heard of a foreign row, and keeps back: {@link RowHearing} with the database's
 * part, in memory. A body here is the version alone.
 */
public record HeardRow(int version, List<Parked> parked) {

  public static final HeardRow NOTHING = new HeardRow(0, List.of());

  private static final HearingMetrics METRICS =
      HearingMetrics.of(new MetricRegistry(), Source.ORDERS);

  /** A transaction in which these versions come. */
  public HeardRow hear(
      UUID row, List<Integer> came, IntFunction<Event<?>> events, Consumer<Event<?>> listener) {
    RowHearing hearing = hearing(row, false, events, listener);
    for (int version : came) {
      hearing.offer(incoming(events.apply(version)));
    }
    return after(hearing);
  }

  /** A transaction in which nothing comes, but what is kept back has waited long enough. */
  public HeardRow wait(UUID row, IntFunction<Event<?>> events, Consumer<Event<?>> listener) {
    RowHearing hearing = hearing(row, true, events, listener);
    hearing.drain();
    return after(hearing);
  }

  public boolean keepsBack() {
    return parked.stream().anyMatch(event -> event.state() != State.FAILED);
  }

  public boolean hasGivenUp() {
    return parked.stream().anyMatch(event -> event.state() == State.FAILED);
  }

  private RowHearing hearing(
      UUID row, boolean due, IntFunction<Event<?>> events, Consumer<Event<?>> listener) {
    Function<String, @Nullable RuntimeException> tryToApply =
        body -> {
          try {
            listener.accept(events.apply(Integer.parseInt(body)));
            return null;
          } catch (IllegalStateException failure) {
            return failure;
          }
        };
    List<Parked> kept = due ? parked.stream().map(HeardRow::due).toList() : parked;
    return new RowHearing(new Heard(row, version), kept, tryToApply, METRICS);
  }

  private HeardRow after(RowHearing hearing) {
    int heard = version;
    List<Parked> kept = new ArrayList<>(parked);
    for (Heard applied : hearing.heard()) {
      heard = applied.version();
      kept.removeIf(event -> event.version() <= applied.version());
    }
    for (Parked event : hearing.newlyParked()) {
      kept.removeIf(before -> before.version() == event.version());
      kept.add(event);
    }
    kept.sort(Comparator.comparingInt(Parked::version));
    return new HeardRow(heard, List.copyOf(kept));
  }

  private static Incoming incoming(Event<?> event) {
    return new Incoming(event, event.type().name(), Integer.toString(event.version()));
  }

  private static Parked due(Parked event) {
    return new Parked(
        event.aggregateId(),
        event.version(),
        event.subject(),
        event.body(),
        event.state(),
        event.tries(),
        event.error(),
        true);
  }
}
