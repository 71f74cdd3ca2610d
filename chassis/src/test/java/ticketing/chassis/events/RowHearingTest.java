package ticketing.chassis.events;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ticketing.chassis.events.HeardDao.Heard;
import ticketing.chassis.events.HeardDao.Parked;
import ticketing.chassis.events.HeardDao.State;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.ExpirationDue;
import ticketing.contracts.events.Source;

/** The sequence rule, over every way in which the events of a short history can come. */
class RowHearingTest {

  private static final int VERSIONS = 4;
  private static final UUID ID = UUID.randomUUID();
  private static final List<Incoming> EVENTS =
      IntStream.rangeClosed(0, VERSIONS).mapToObj(RowHearingTest::incoming).toList();

  private final Row row = new Row();

  /** A row of which events are heard, in memory, with the database's rules for what is kept. */
  private static final class Row {

    final HearingMetrics metrics = HearingMetrics.of(new MetricRegistry(), Source.TICKETS);
    final List<Integer> applied = new ArrayList<>();
    final Map<Integer, Integer> tries = new HashMap<>();
    final NavigableMap<Integer, Parked> parked = new TreeMap<>();

    /** How often a version's handling fails. */
    final Map<Integer, Integer> failures = new HashMap<>();

    int heard;

    /** Events that come in one transaction; or none, and what is kept is looked at. */
    void transaction(boolean isDue, List<Integer> versions) {
      List<Parked> kept = parked.values().stream().map(event -> due(event, isDue)).toList();
      var hearing = new RowHearing(new Heard(ID, heard), kept, this::listen, metrics);
      versions.forEach(version -> hearing.offer(EVENTS.get(version)));
      if (versions.isEmpty()) {
        hearing.drain();
      }
      for (Heard applied : hearing.heard()) {
        heard = applied.version();
        parked.headMap(heard, true).clear();
      }
      hearing.newlyParked().forEach(event -> parked.put(event.version(), event));
    }

    void comes(Integer... versions) {
      transaction(false, List.of(versions));
    }

    void timePasses() {
      transaction(true, List.of());
    }

    private static Parked due(Parked event, boolean isDue) {
      return new Parked(
          event.aggregateId(),
          event.version(),
          event.subject(),
          event.body(),
          event.state(),
          event.tries(),
          event.error(),
          isDue);
    }

    private @Nullable RuntimeException listen(String body) {
      int version = versionIn(body);
      int failed = tries.merge(version, 1, Integer::sum);
      if (failed <= failures.getOrDefault(version, 0)) {
        return new IllegalStateException("version " + version + " fails");
      }
      applied.add(version);
      return null;
    }

    List<Integer> parkedAs(State state) {
      return parked.values().stream()
          .filter(event -> event.state() == state)
          .map(Parked::version)
          .toList();
    }
  }

  /** All sequences of some of the versions, each once, in any order. */
  static Stream<List<Integer>> arrivals() {
    return longer(List.of());
  }

  private static Stream<List<Integer>> longer(List<Integer> arrivals) {
    var more =
        IntStream.rangeClosed(1, VERSIONS)
            .boxed()
            .filter(version -> !arrivals.contains(version))
            .map(version -> Stream.concat(arrivals.stream(), Stream.of(version)).toList())
            .flatMap(RowHearingTest::longer);
    return Stream.concat(Stream.of(arrivals), more);
  }

  @ParameterizedTest
  @MethodSource("arrivals")
  void appliesWhatFollowsAndKeepsTheRest(List<Integer> arrivals) {
    arrivals.forEach(row::comes);
    assertThat(row.applied).isEqualTo(upToFirstMissing(arrivals));
    assertThat(row.parkedAs(State.WAITING))
        .containsExactlyInAnyOrderElementsOf(without(arrivals, row.applied));
    assertThat(row.metrics.jumps().getCount()).isZero();
  }

  @ParameterizedTest
  @MethodSource("arrivals")
  void oneTransactionOrSeveralComeToTheSame(List<Integer> arrivals) {
    var together = new Row();
    together.comes(arrivals.toArray(Integer[]::new));
    arrivals.forEach(row::comes);
    assertThat(together.applied).isEqualTo(row.applied);
    assertThat(together.parked).isEqualTo(row.parked);
    assertThat(together.heard).isEqualTo(row.heard);
  }

  @ParameterizedTest
  @MethodSource("arrivals")
  void duplicatesChangeNothing(List<Integer> arrivals) {
    for (Integer again : arrivals) {
      for (int place = arrivals.indexOf(again) + 1; place <= arrivals.size(); place++) {
        List<Integer> twice = new ArrayList<>(arrivals);
        twice.add(place, again);
        var once = new Row();
        var both = new Row();
        arrivals.forEach(once::comes);
        twice.forEach(both::comes);
        assertThat(both.applied).as("%s", twice).isEqualTo(once.applied);
        assertThat(both.parked).isEqualTo(once.parked);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("arrivals")
  void afterAWhileWaitsForNothing(List<Integer> arrivals) {
    arrivals.forEach(row::comes);
    row.timePasses();
    assertThat(row.applied).isEqualTo(arrivals.stream().sorted().toList());
    assertThat(row.parked).isEmpty();
    assertThat(row.metrics.jumps().getCount()).isEqualTo(gaps(row.applied));
  }

  @ParameterizedTest
  @MethodSource("arrivals")
  void neverGoesBackWhateverComesAfterAJump(List<Integer> arrivals) {
    for (Integer version : arrivals) {
      row.comes(version);
      row.timePasses();
    }
    assertThat(row.applied).isSorted().doesNotHaveDuplicates();
    if (!arrivals.isEmpty()) {
      assertThat(row.applied.getLast()).isEqualTo(arrivals.stream().max(Integer::compare).get());
    }
    assertThat(row.parked).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("arrivals")
  void whatFailsForEverHoldsUpNothing(List<Integer> arrivals) {
    for (int poison = 1; poison < 1 << VERSIONS; poison++) {
      var row = new Row();
      Set<Integer> bad = bits(poison);
      bad.forEach(version -> row.failures.put(version, Integer.MAX_VALUE));
      arrivals.forEach(row::comes);
      for (int i = 0; i < 3 * VERSIONS; i++) {
        row.timePasses();
      }
      List<Integer> good = without(arrivals, bad).stream().sorted().toList();
      int last = good.isEmpty() ? 0 : good.getLast();
      assertThat(row.applied).as("%s poisoned by %s", arrivals, bad).isEqualTo(good);
      assertThat(row.parkedAs(State.FAILED))
          .isEqualTo(
              arrivals.stream().filter(bad::contains).filter(v -> v > last).sorted().toList());
      assertThat(row.parked).hasSameSizeAs(row.parkedAs(State.FAILED));
      arrivals.stream()
          .filter(bad::contains)
          .forEach(version -> assertThat(row.tries.get(version)).isEqualTo(3));
    }
  }

  @ParameterizedTest
  @MethodSource("arrivals")
  void whatFailsTwiceIsAppliedInItsPlace(List<Integer> arrivals) {
    for (int failing = 1; failing <= VERSIONS; failing++) {
      var row = new Row();
      row.failures.put(failing, 2);
      arrivals.forEach(row::comes);
      for (int i = 0; i < VERSIONS; i++) {
        row.timePasses();
      }
      assertThat(row.applied).isEqualTo(arrivals.stream().sorted().toList());
      assertThat(row.parked).isEmpty();
      assertThat(row.metrics.failed().getCount()).isZero();
    }
  }

  @Test
  void whatFailedIsNotTriedAgainBeforeItsTime() {
    row.failures.put(1, 1);
    row.comes(1);
    row.comes(1);
    row.comes(2);
    row.transaction(false, List.of());
    assertThat(row.tries.get(1)).isOne();
    assertThat(row.parkedAs(State.RETRYING)).containsExactly(1);
    row.timePasses();
    assertThat(row.applied).containsExactly(1, 2);
  }

  @Test
  void supersedingWhatFailedIsNoJump() {
    row.failures.put(1, 3);
    row.comes(1);
    row.timePasses();
    row.timePasses();
    assertThat(row.parkedAs(State.FAILED)).containsExactly(1);
    row.comes(2);
    assertThat(row.applied).containsExactly(2);
    assertThat(row.metrics.jumps().getCount()).isZero();
    assertThat(row.metrics.failed().getCount()).isOne();
  }

  @Test
  void hintsObeyNoSequence() {
    row.comes(0);
    row.comes(0, 0);
    assertThat(row.applied).containsExactly(0, 0, 0);
    assertThat(row.parked).isEmpty();
    assertThat(row.metrics.duplicates().getCount()).isZero();
  }

  @Test
  void aHintThatFailedIsSupersededByTheNext() {
    row.failures.put(0, 3);
    row.comes(0);
    row.timePasses();
    row.timePasses();
    assertThat(row.parkedAs(State.FAILED)).containsExactly(0);
    row.comes(0);
    assertThat(row.applied).containsExactly(0);
    assertThat(row.parked).isEmpty();
  }

  private static Incoming incoming(int version) {
    Event<?> event =
        version == Event.HINT
            ? new Event<>(
                Events.EXPIRATION_DUE,
                ID,
                Event.HINT,
                Instant.EPOCH,
                new ExpirationDue(ID, Instant.EPOCH))
            : BankAccounts.deposit(ID, version);
    return new Incoming(event, event.subject(), EventJson.write(event));
  }

  private static int versionIn(String body) {
    return EVENTS.stream()
        .filter(incoming -> incoming.body().equals(body))
        .findFirst()
        .orElseThrow()
        .event()
        .version();
  }

  private static List<Integer> upToFirstMissing(List<Integer> arrivals) {
    return IntStream.rangeClosed(1, VERSIONS).takeWhile(arrivals::contains).boxed().toList();
  }

  private static long gaps(List<Integer> applied) {
    return IntStream.range(0, applied.size())
        .filter(i -> applied.get(i) != (i == 0 ? 0 : applied.get(i - 1)) + 1)
        .count();
  }

  private static List<Integer> without(List<Integer> all, Collection<Integer> some) {
    return all.stream().filter(version -> !some.contains(version)).toList();
  }

  private static Set<Integer> bits(int number) {
    return IntStream.rangeClosed(1, VERSIONS)
        .filter(version -> (number & 1 << version - 1) != 0)
        .boxed()
        .collect(toSet());
  }
}
