package ticketing.dev.stripe;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where events are sent to, and when, which faults have a say in. */
final class Webhooks {

  private final Faults faults;
  private final Semaphore news = new Semaphore(0);
  private volatile Settings.@Nullable Endpoint endpoint;

  Webhooks(Faults faults, Settings.@Nullable Endpoint endpoint) {
    this.faults = faults;
    this.endpoint = endpoint;
  }

  /** Null where nobody wants to hear. */
  Settings.@Nullable Endpoint endpoint() {
    return endpoint;
  }

  void sendTo(URI url, String secret) {
    endpoint = new Settings.Endpoint(url, secret);
    wake();
  }

  /**
   * How events are sent: once each, in order, unless a fault wants it otherwise.
   *
   * @param now in milliseconds since 1970
   */
  List<Delivery> deliveries(
      List<Event> events, Function<String, Optional<Intent>> intents, long now) {
    var deliveries = new ArrayList<Delivery>();
    if (endpoint == null) {
      return deliveries;
    }
    for (int i = 0; i < events.size(); i++) {
      var event = events.get(i);
      var about = intents.apply(event.intent());
      if (strike(Fault.Kind.WEBHOOKS_NEVER, about).isPresent()) {
        continue;
      }
      long at = now + delay(about);
      deliveries.add(Delivery.of(event, at, i));
      if (strike(Fault.Kind.WEBHOOKS_TWICE, about).isPresent()) {
        deliveries.add(Delivery.of(event, at, i));
      }
    }
    return deliveries;
  }

  private long delay(Optional<Intent> about) {
    long late = strike(Fault.Kind.WEBHOOKS_LATE, about).map(Faults.Struck::millis).orElse(0L);
    long reordered =
        strike(Fault.Kind.WEBHOOKS_REORDERED, about)
            .filter(struck -> struck.happened() % 2 == 1)
            .map(Faults.Struck::millis)
            .orElse(0L);
    return late + reordered;
  }

  private Optional<Faults.Struck> strike(Fault.Kind kind, Optional<Intent> about) {
    return faults.strike(kind, about);
  }

  /** There is something to send, or it was sent. */
  void wake() {
    news.release();
  }

  /** Until there are news. */
  void await() throws InterruptedException {
    news.acquire();
    news.drainPermits();
  }

  /** Until there are news, or time is up. */
  void await(long millis) throws InterruptedException {
    if (news.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      news.drainPermits();
    }
  }
}
