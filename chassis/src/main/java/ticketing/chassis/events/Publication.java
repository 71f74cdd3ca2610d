package ticketing.chassis.events;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.events.EventLogDao.Mark;
import ticketing.chassis.events.EventLogDao.Pending;
import ticketing.chassis.observe.Step;
import ticketing.chassis.observe.Trace;
import ticketing.chassis.observe.Tracing;

/**
 * Events that were published together.
 *
 * @param acks of as many, from the first on, as were acknowledged without a gap
 * @param begun when the first was sent
 */
record Publication(List<Pending> events, List<PublishAck> acks, Instant begun) {

  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

  /** Publishes them in this order. */
  static Publication of(Connection connection, List<Pending> events, Duration patience)
      throws IOException {
    Instant begun = InstantSource.system().instant();
    JetStream jetStream = connection.jetStream();
    List<CompletableFuture<PublishAck>> underWay = new ArrayList<>(events.size());
    for (Pending event : events) {
      var options = PublishOptions.builder().messageId(messageId(event)).build();
      byte[] body = event.body().getBytes(StandardCharsets.UTF_8);
      underWay.add(jetStream.publishAsync(event.subject(), body, options));
    }
    List<PublishAck> acks = new ArrayList<>(events.size());
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (CompletableFuture<PublishAck> future : underWay) {
        acks.add(future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Going back to the first that was not acknowledged: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Publication(events, acks, begun);
  }

  /** An event that is sent again goes under another id: the first one's may be remembered. */
  private static String messageId(Pending event) {
    String id = Event.id(event.aggregateId(), event.version());
    return event.resend() == 0 ? id : id + "/" + event.resend();
  }

  /** The first place in the stream that was taken already, as NATS once said. */
  OptionalLong takenBefore(Mark mark) {
    return acks.stream()
        .filter(ack -> !ack.isDuplicate() && ack.getSeqno() <= mark.streamSequence())
        .mapToLong(PublishAck::getSeqno)
        .min();
  }

  /** Takes what was acknowledged from what is pending. */
  void record(EventLogDao dao) {
    long[] positions = events.stream().limit(acks.size()).mapToLong(Pending::position).toArray();
    long sequence = acks.stream().mapToLong(PublishAck::getSeqno).max().orElseThrow();
    dao.acknowledged(positions, positions[positions.length - 1], sequence);
  }

  /**
   * Tells of what was acknowledged, each in its event's trace. Not of tries: while NATS is away
   * there are many, of the same events.
   */
  void tell(Tracing tracing) {
    if (!tracing.isOn()) {
      return;
    }
    for (Pending event : events.subList(0, acks.size())) {
      Trace cause = EventJson.trace(event.body());
      try (Step step = tracing.begin(Tracing.Kind.PUBLISHES, "publish", cause, begun)) {
        step.tell("messaging.system", "nats").tell("messaging.destination.name", event.subject());
      }
    }
  }
}
