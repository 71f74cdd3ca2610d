package ticketing.gateway;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.auth.EndedSessions;
import ticketing.chassis.events.Event;
import ticketing.chassis.http.LongAnswer;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.events.SessionState;

/** The open subscriptions of this instance, and what they are told. */
final class Subscriptions {

  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  /** When one that is refused for too many may find room again. */
  private static final int ROOM_SECONDS = 10;

  private final LiveSettings settings;
  private final EndedSessions ended;
  private final InstantSource clock;
  private final Duration keepAlive;
  private final Duration readWithin;
  private final Set<Place> open = ConcurrentHashMap.newKeySet();
  private final Map<Topic, Set<Subscription>> watching = new ConcurrentHashMap<>();
  private final Map<String, Integer> seats = new ConcurrentHashMap<>();
  private volatile boolean stops;

  Subscriptions(LiveSettings settings, EndedSessions ended, InstantSource clock) {
    this.settings = settings;
    this.ended = ended;
    this.clock = clock;
    this.keepAlive = settings.keepAlive().toJavaDuration();
    this.readWithin = settings.readWithin().toJavaDuration();
  }

  int count() {
    return open.size();
  }

  /**
   * Begins one.
   *
   * @throws RefusedException where the caller is not known, or there are too many already
   */
  LiveAnswer open(Watch watch, LongAnswer connection) throws InterruptedException {
    var subscriber = watch.subscriber();
    takeSeat(subscriber);
    var subscription = new Subscription(watch, subscriber, connection, clock, keepAlive);
    var place = new Place(subscription);
    boolean goesOn = false;
    watch.tell(place::at);
    open.add(place);
    try {
      if (stops) {
        throw RefusedException.later(ErrorCode.SERVICE_UNAVAILABLE, "The gateway stops.", 1);
      }
      var session = subscriber.session();
      if (session != null && ended.contains(session)) {
        throw RefusedException.signInAgain();
      }
      var first = watch.look(News.toLook());
      if (first.kind() == Seen.Kind.NOTHING) {
        return LiveAnswer.json(ErrorCode.SERVICE_UNAVAILABLE.status(), first.body());
      }
      goesOn = true;
      return LiveAnswer.stream(out -> {
        try (place) {
          subscription.run(first, new EventStream(out));
        }
      });
    } finally {
      if (!goesOn) {
        place.close();
      }
    }
  }

  private void takeSeat(Subscriber subscriber) {
    if (open.size() >= settings.most()) {
      throw RefusedException.later(
          ErrorCode.SERVICE_UNAVAILABLE, "Too many watch here.", ROOM_SECONDS);
    }
    int taken = seats.merge(subscriber.name(), 1, Integer::sum);
    if (taken > settings.perCaller()) {
      giveSeat(subscriber);
      throw RefusedException.later(
          ErrorCode.RATE_LIMITED,
          "You have " + settings.perCaller() + " subscriptions open, which is all you may have.",
          ROOM_SECONDS);
    }
  }

  private void giveSeat(Subscriber subscriber) {
    seats.computeIfPresent(subscriber.name(), (_, taken) -> taken > 1 ? taken - 1 : null);
  }

  /** Those that watch what the event tells of look at it, and those of a session that ended end. */
  void heard(Event<?> event) {
    if (event.state() instanceof SessionState session) {
      ended.add(session);
      end(session.id());
      return;
    }
    Topic.of(event)
        .ifPresent(topic -> {
          var news = new News(Topic.version(event), new SharedReads(), event.cause());
          watching
              .getOrDefault(topic, Set.of())
              .forEach(subscription -> subscription.mailbox().put(news));
        });
  }

  private void end(UUID session) {
    open.stream()
        .filter(place -> session.equals(place.subscriber.session()))
        .forEach(place -> place.subscription.mailbox().end(Mailbox.End.SESSION));
  }

  /** Changes may have been missed: all look how it stands. */
  void lookAgain() {
    var news = News.toLookAgain();
    open.forEach(place -> place.subscription.mailbox().put(news));
  }

  /** Hangs up on callers who hung up, or do not read. */
  void tend() {
    for (Place place : open) {
      try {
        if (place.subscription.isUnread(readWithin)) {
          place.subscription.hangUp();
          place.close();
        }
      } catch (RuntimeException e) {
        LOG.error("Cannot hang up", e);
      }
    }
  }

  /** Ends all, so that clients come again, to another instance. */
  void stop() {
    stops = true;
    open.forEach(place -> place.subscription.mailbox().end(Mailbox.End.STOP));
  }

  /** What a subscription takes up here. */
  private final class Place implements AutoCloseable {

    private final Subscription subscription;
    private final Subscriber subscriber;
    private volatile Topic topic = new Topic(Service.AUTH, "");

    Place(Subscription subscription) {
      this.subscription = subscription;
      this.subscriber = subscription.subscriber();
    }

    void at(Topic watched) {
      topic = watched;
      watching.compute(
          watched,
          (_, all) -> {
            Set<Subscription> set = all == null ? ConcurrentHashMap.newKeySet() : all;
            set.add(subscription);
            return set;
          });
    }

    @Override
    public void close() {
      if (!open.remove(this)) {
        return;
      }
      watching.computeIfPresent(
          topic,
          (_, all) -> {
            all.remove(subscription);
            return all.isEmpty() ? null : all;
          });
      giveSeat(subscriber);
    }
  }
}
