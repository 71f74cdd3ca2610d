package ticketing.dev.stripe;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** The part of the books about events, of which only the newest are kept, and their deliveries. */
final class Post {

  static final int MAX_EVENTS = 10_000;
  static final Duration KEPT = Duration.ofDays(30);

  private final SequencedMap<String, Event> events = new LinkedHashMap<>();
  private final Map<String, Delivery> deliveries = new HashMap<>();
  private final NavigableSet<Delivery> queue =
      new TreeSet<>(
          Comparator.comparingLong(Delivery::at)
              .thenComparingLong(Delivery::created)
              .thenComparingInt(Delivery::place)
              .thenComparing(Delivery::id));

  void put(Event event) {
    events.put(event.id(), event);
    forget(event.created());
  }

  void put(Delivery delivery) {
    var before = deliveries.remove(delivery.id());
    if (before != null) {
      queue.remove(before);
    }
    if (!delivery.over()) {
      deliveries.put(delivery.id(), delivery);
      queue.add(delivery);
    }
  }

  void forget(long now) {
    while (events.size() > MAX_EVENTS
        || (!events.isEmpty()
            && events.firstEntry().getValue().created() <= now - KEPT.toSeconds())) {
      events.pollFirstEntry();
    }
  }

  Optional<Event> event(String id) {
    return Optional.ofNullable(events.get(id));
  }

  SequencedCollection<Event> events() {
    return Collections.unmodifiableSequencedCollection(events.sequencedValues());
  }

  /** What is on its way, the first to be sent first. */
  SequencedCollection<Delivery> deliveries() {
    return Collections.unmodifiableSequencedCollection(queue);
  }

  long pending(String event) {
    return queue.stream().filter(delivery -> delivery.event().equals(event)).count();
  }

  /** What is to be sent by {@code now}, in milliseconds since 1970, the first first. */
  List<Delivery> due(long now, Set<String> except) {
    return queue.stream()
        .takeWhile(delivery -> delivery.at() <= now)
        .filter(delivery -> !except.contains(delivery.id()))
        .toList();
  }

  /** When the next one is due, in milliseconds since 1970; never where there is none. */
  long nextDue(Set<String> except) {
    return queue.stream()
        .filter(delivery -> !except.contains(delivery.id()))
        .mapToLong(Delivery::at)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }
}
