package ticketing.gateway;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.http.LongAnswer;
import ticketing.contracts.ErrorCode;

/**
 * One subscription: says how what it watches stands, and again whenever it changed. It lives on the
 * thread of its request, which is a virtual one: waiting, and writing to a caller who reads slowly,
 * cost nobody anything.
 */
final class Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

  /** Longer than a first look takes: what is not written by then never will be. */
  private static final Duration NEVER_WRITTEN = Duration.ofMinutes(2);

  private final Watch watch;
  private final LongAnswer connection;
  private final InstantSource clock;
  private final Duration keepAlive;
  private final Mailbox mailbox = new Mailbox();
  private final LookAgain again = new LookAgain();
  private volatile Subscriber subscriber;
  private volatile @Nullable EventStream stream;
  private byte[] said = new byte[0];
  private int version = News.UNKNOWN;
  private final long made = System.nanoTime();
  private long quietSince = made;

  Subscription(
      Watch watch,
      Subscriber subscriber,
      LongAnswer connection,
      InstantSource clock,
      Duration keepAlive) {
    this.watch = watch;
    this.subscriber = subscriber;
    this.connection = connection;
    this.clock = clock;
    this.keepAlive = keepAlive;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  Subscriber subscriber() {
    return subscriber;
  }

  /** Whether its caller hung up, or took nothing of what is written for so long. */
  boolean isUnread(Duration limit) {
    EventStream open = stream;
    boolean isStuck =
        open == null ? System.nanoTime() - made > NEVER_WRITTEN.toNanos() : open.isStuck(limit);
    return isStuck || connection.isHungUp();
  }

  /** Ends it, whatever it is doing. */
  void hangUp() {
    mailbox.end(Mailbox.End.UNREAD);
    connection.hangUp();
  }

  /** Goes on until it ends, for whatever reason. */
  void run(Seen first, EventStream events) {
    stream = events;
    try {
      boolean goesOn = say(first, events);
      while (goesOn && mailbox.end() == null) {
        goesOn = step(events);
      }
      if (mailbox.end() == Mailbox.End.SESSION) {
        signedOut(events);
      }
    } catch (IOException hungUp) {
      LOG.debug("Nobody reads it any more: {}", hungUp.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean step(EventStream events) throws IOException, InterruptedException {
    if (!isStillSignedIn()) {
      signedOut(events);
      return false;
    }
    News news = mailbox.take(Math.min(untilKeepAlive(), Math.min(again.nanos(), untilUnknown())));
    boolean isNew = news != null && (news.version() == News.UNKNOWN || news.version() > version);
    if (mailbox.end() == null && (isNew || again.nanos() <= 0)) {
      News told = news == null ? News.toLookAgain() : news;
      return say(watch.look(told), events);
    }
    if (untilKeepAlive() <= 0) {
      events.keepAlive();
      quietSince = System.nanoTime();
    }
    return true;
  }

  /**
   * @return whether it goes on
   */
  private boolean say(Seen seen, EventStream events) throws IOException {
    switch (seen.kind()) {
      case REFUSED -> {
        events.next(seen.body());
        events.complete();
        return false;
      }
      case NOTHING -> again.soon();
      case PARTIAL -> {
        again.soon();
        sayOnce(seen, events);
      }
      case WHOLE -> {
        again.anyway();
        sayOnce(seen, events);
      }
    }
    return true;
  }

  /** What was said already, and what is older, is not said. */
  private void sayOnce(Seen seen, EventStream events) throws IOException {
    byte[] digest = seen.digest();
    if (seen.version() >= version && !MessageDigest.isEqual(digest, said)) {
      events.next(seen.body());
      said = digest;
      version = seen.version();
      quietSince = System.nanoTime();
    }
  }

  /** The session is over, or its token: who renews it may subscribe again. */
  private void signedOut(EventStream events) throws IOException {
    events.next(watch.error(RefusedException.signInAgain()));
    events.complete();
  }

  /** A token lives as long as it says; a cookie as its session, which is asked for now and then. */
  private boolean isStillSignedIn() {
    Subscriber known = subscriber;
    if (known.session() == null || untilUnknown() > 0) {
      return true;
    }
    Instant soon = clock.instant().plus(LookAgain.FIRST);
    try {
      Subscriber now = watch.subscriber();
      subscriber = now.knownUntil(soon);
      return known.session().equals(now.session());
    } catch (RefusedException refused) {
      subscriber = known.knownUntil(soon);
      return !RefusedException.is(ErrorCode.UNAUTHENTICATED, refused);
    }
  }

  private long untilUnknown() {
    Instant until = subscriber.until();
    return until == null
        ? Long.MAX_VALUE
        : TimeUnit.MILLISECONDS.toNanos(Duration.between(clock.instant(), until).toMillis() + 1);
  }

  private long untilKeepAlive() {
    return quietSince + keepAlive.toNanos() - System.nanoTime();
  }
}
