package ticketing.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.util.Duration;
import java.net.InetAddress;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import ticketing.chassis.observe.Trace;

/** Looks at what one subscription watches: as its caller, by an execution of its own each time. */
final class Watch {

  /**
   * What all subscriptions look with.
   *
   * @param looks as many as are allowed at a time
   */
  record Means(
      GraphqlEngine engine,
      Subscribers subscribers,
      ObjectMapper mapper,
      Duration allowed,
      Semaphore looks) {}

  private final Means means;
  private final GraphqlRequest request;
  private final RequestContext asked;
  private final InetAddress from;
  private volatile Consumer<Topic> topics = _ -> {};

  /**
   * @param asked by whom
   */
  Watch(Means means, GraphqlRequest request, RequestContext asked, InetAddress from) {
    this.means = means;
    this.request = request;
    this.asked = asked;
    this.from = from;
  }

  /** Whoever is told, from now on, of what is watched, before it is read. */
  void tell(Consumer<Topic> listener) {
    topics = listener;
  }

  /**
   * Who subscribes, as it is known now.
   *
   * @throws RefusedException as {@link Subscribers#of}
   */
  Subscriber subscriber() {
    return means.subscribers().of(from, asked);
  }

  /** Few look at a time, however many have to when NATS comes back. */
  Seen look(News news) throws InterruptedException {
    means.looks().acquire();
    try {
      var look = new Look(news.reads(), topics);
      var answer = means.engine().execute(request, context(look, news.trace()));
      return Seen.of(answer, look.version(), means.mapper());
    } finally {
      means.looks().release();
    }
  }

  byte[] error(RefusedException refused) {
    return Seen.json(refused.answer(), means.mapper());
  }

  private RequestContext context(Look look, Trace cause) {
    return new RequestContext(
        asked.credential(), cause, from.getHostAddress(), means.allowed(), look);
  }
}
