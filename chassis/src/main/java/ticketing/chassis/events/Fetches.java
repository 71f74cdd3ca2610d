package ticketing.chassis.events;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one consumer, asked for again and again, so that nothing long-lived can stall.
 *
 * <p>All fetches share a subscription: what comes when one is over is in the next. jnats' own
 * {@code FetchConsumer} has one each, and loses what comes as it closes until the ack wait is over.
 */
final class Fetches implements AutoCloseable {

  /** The most events of one fetch. */
  static final int BATCH = 100;

  private static final Duration EXPIRY = Duration.ofSeconds(1);
  // For a request or an end that got lost: the server ends each fetch at its expiry.
  private static final Duration PATIENCE = EXPIRY.multipliedBy(2);

  private final JetStreamManagement management;
  private final JetStreamSubscription subscription;

  private Fetches(JetStreamManagement management, JetStreamSubscription subscription) {
    this.management = management;
    this.subscription = subscription;
  }

  /** From the consumer, made or changed to be as configured. */
  static Fetches of(Connection connection, String stream, ConsumerConfiguration consumer)
      throws IOException, JetStreamApiException {
    JetStreamManagement management = connection.jetStreamManagement();
    String name = management.addOrUpdateConsumer(stream, consumer).getName();
    var binding = PullSubscribeOptions.fastBind(stream, name);
    return new Fetches(management, connection.jetStream().subscribe(null, binding));
  }

  /** At once what is there; else what comes first, within a second; else nothing. */
  List<Message> next() throws InterruptedException {
    List<Message> batch = new ArrayList<>();
    subscription.pullNoWait(BATCH, EXPIRY);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (batch.size() < BATCH) {
      // Without end for jnats if it is not positive.
      Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      Message message = subscription.nextMessage(left);
      if (message == null) {
        break;
      }
      batch.add(message);
    }
    return batch;
  }

  /**
   * How far the consumer is.
   *
   * @throws JetStreamApiException when it is gone: then all fetches are empty at once
   */
  ConsumerInfo consumer() throws IOException, JetStreamApiException {
    return management.getConsumerInfo(subscription.getStreamName(), subscription.getConsumerName());
  }

  @Override
  public void close() {
    if (subscription.isActive()) {
      subscription.unsubscribe();
    }
  }
}
