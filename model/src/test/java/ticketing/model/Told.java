package ticketing.model;

import java.util.ArrayList;
import java.util.List;
import ticketing.chassis.events.Event;

/**
 * The events of a row: each version has one.
 *
 * @param events of the versions after those forgotten
 * @param forgotten how many are known to all who hear of them, and to be told no more
 * @param stream which of them the stream holds: bit 0 for version 1; the others are pending
 */
public record Told(List<Event<?>> events, int forgotten, long stream) {

  static final Told NOTHING = new Told(List.of(), 0, 0);

  Told append(Event<?> event, boolean atOnce) {
    List<Event<?>> longer = new ArrayList<>(events);
    longer.add(event);
    return new Told(List.copyOf(longer), forgotten, atOnce ? stream | 1L << last() : stream);
  }

  int last() {
    return forgotten + events.size();
  }

  Event<?> event(int version) {
    return events.get(version - forgotten - 1);
  }

  boolean isPublished(int version) {
    return version > forgotten && (stream & 1L << (version - 1)) != 0;
  }

  /** The version that the relay publishes next; 0: all are. */
  int pending() {
    int first = Long.numberOfTrailingZeros(~stream) + 1;
    return first <= last() ? first : 0;
  }

  int lastPublished() {
    return Long.SIZE - Long.numberOfLeadingZeros(stream);
  }

  Told published(int version) {
    return new Told(events, forgotten, stream | 1L << (version - 1));
  }

  /** NATS lost all from this version on; the relay finds them pending again. */
  Told lostFrom(int version) {
    return new Told(events, forgotten, stream & (1L << (version - 1)) - 1);
  }

  /** As many as all have heard, but the last: that may come again. */
  Told forget(int heardByAll) {
    int versions = heardByAll - 1;
    return versions <= forgotten
        ? this
        : new Told(events.subList(versions - forgotten, events.size()), versions, stream);
  }
}
