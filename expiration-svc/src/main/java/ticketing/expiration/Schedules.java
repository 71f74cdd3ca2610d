package ticketing.expiration;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.dropwizard.lifecycle.Managed;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventBus;
import ticketing.chassis.events.EventJson;
import ticketing.chassis.events.Streams;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.ExpirationDue;
import ticketing.contracts.events.Source;

/**
 * Messages that NATS keeps and publishes at their time: one a subject, so one an order. Scheduling
 * again replaces (https://github.com/nats-io/nats-architecture-and-design, ADR-51).
 */
final class Schedules implements Managed {

  private static final String SUBJECT = "ticketing.expiration.schedule.";

  private final EventBus bus;
  private final int replicas;
  private long ensuredEpoch = -1;
  private @Nullable Thread making;

  Schedules(EventBus bus, int replicas) {
    this.bus = bus;
    this.replicas = replicas;
  }

  /**
   * Has expiration.due published at this time; at once, if it is past.
   *
   * @throws IOException if NATS did not take it
   */
  void schedule(UUID orderId, Instant at) throws IOException {
    try {
      publish(orderId, at);
    } catch (IOException | JetStreamApiException e) {
      // Perhaps the stream is gone: it is looked for before the next.
      forgetStream();
      throw new IOException("order " + orderId + " is not scheduled: " + e.getMessage(), e);
    }
  }

  private void publish(UUID orderId, Instant at) throws IOException, JetStreamApiException {
    Connection connection = bus.connection();
    ensureStream(connection);
    var due =
        new Event<>(Events.EXPIRATION_DUE, orderId, Event.HINT, at, new ExpirationDue(orderId, at));
    // No message id: one that was seen within the duplicate window would be swallowed.
    var headers =
        new Headers()
            .put(NatsJetStreamConstants.NATS_SCHEDULE_HDR, "@at " + at)
            .put(NatsJetStreamConstants.NATS_SCHEDULE_TARGET_HDR, due.subject());
    byte[] body = EventJson.write(due).getBytes(StandardCharsets.UTF_8);
    var unused = connection.jetStream().publish(SUBJECT + orderId, headers, body);
  }

  /** Makes the stream as soon as NATS is there: orders-svc waits to hear of it. */
  @Override
  public void start() {
    var untilDone =
        RetryPolicy.builder()
            .handle(IOException.class, JetStreamApiException.class)
            .withMaxRetries(-1)
            .withDelay(Duration.ofSeconds(1))
            .withJitter(0.3)
            .build();
    making =
        Thread.ofVirtual()
            .name("make-stream")
            .start(() -> Failsafe.with(untilDone).run(() -> ensureStream(bus.connection())));
  }

  @Override
  public void stop() {
    if (making != null) {
      making.interrupt();
    }
  }

  private synchronized void forgetStream() {
    ensuredEpoch = -1;
  }

  private synchronized void ensureStream(Connection connection)
      throws IOException, JetStreamApiException {
    long epoch = bus.epoch();
    if (epoch != ensuredEpoch) {
      var unused = Streams.ensure(connection.jetStreamManagement(), Source.EXPIRATION, replicas);
      ensuredEpoch = epoch;
    }
  }
}
