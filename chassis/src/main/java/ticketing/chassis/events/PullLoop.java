package ticketing.chassis.events;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Source;

/**
 * Takes events of one stream in short fetches, for a durable consumer that all instances of the
 * service share: JetStream hands each event to one of them, and to another when it is not
 * acknowledged in time. The durable holds while no instance is there; made for the first time, it
 * begins with the stream's first event.
 */
final class PullLoop implements Managed {

  /** The most events of one fetch. */
  static final int BATCH = 100;

  private static final Logger LOG = LoggerFactory.getLogger(PullLoop.class);
  // Nothing long-lived can stall: a fetch that gets nothing ends.
  private static final FetchConsumeOptions FETCH =
      FetchConsumeOptions.builder().maxMessages(BATCH).noWaitExpiresIn(1_000).build();
  private static final long MAX_UNDER_WAY = 1_000;

  private final EventBus bus;
  private final Source source;
  private final ConsumerConfiguration durable;
  private final Consumer<List<Message>> batches;
  private final Runnable betweenBatches;
  private final InstantSource clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile HearingStatus status = new HearingStatus(0, 0, null, "not started");

  /**
   * For the kinds of event given, all of one source.
   *
   * @param batches handles and acknowledges, and throws nothing
   * @param betweenBatches runs after every fetch, also an empty one
   */
  PullLoop(
      EventBus bus,
      List<EventType<?>> types,
      Consumer<List<Message>> batches,
      Runnable betweenBatches) {
    this.bus = bus;
    this.source = types.getFirst().source();
    this.batches = batches;
    this.betweenBatches = betweenBatches;
    this.clock = InstantSource.system();
    this.durable =
        ConsumerConfiguration.builder()
            .durable(bus.service() + "-" + source.id())
            .filterSubjects(types.stream().map(EventType::subjects).toList())
            .deliverPolicy(DeliverPolicy.All)
            .ackPolicy(AckPolicy.Explicit)
            .ackWait(bus.config().ackWait())
            .maxAckPending(MAX_UNDER_WAY)
            .build();
    this.thread = Thread.ofVirtual().name("hear-" + source.id()).unstarted(this::run);
  }

  /** Runs with the application, and reports as health check {@code hearing-<source>}. */
  void manage(Environment environment) {
    environment.lifecycle().manage(this);
    environment
        .healthChecks()
        .register(
            "hearing-" + source.id(),
            new HealthCheck() {
              @Override
              protected Result check() {
                return status.health();
              }
            });
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Takes no more; what was taken is finished and acknowledged. */
  @Override
  public void stop() throws InterruptedException {
    stopping.countDown();
    thread.join(Duration.ofSeconds(10));
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void run() {
    while (!isStopping()) {
      try {
        hear();
      } catch (IOException
          | JetStreamApiException
          | JetStreamStatusCheckedException
          | IllegalStateException e) {
        failed(e);
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void hear()
      throws IOException,
          JetStreamApiException,
          JetStreamStatusCheckedException,
          InterruptedException {
    ConsumerContext consumer =
        bus.connection().getStreamContext(source.stream()).createOrUpdateConsumer(durable);
    long epoch = bus.epoch();
    while (!isStopping() && epoch == bus.epoch()) {
      List<Message> batch = fetch(consumer);
      if (batch.isEmpty()) {
        see(consumer.getConsumerInfo());
      } else {
        status = status.heard(clock.instant());
        batches.accept(batch);
      }
      betweenBatches.run();
    }
  }

  private static List<Message> fetch(ConsumerContext consumer)
      throws IOException,
          JetStreamApiException,
          JetStreamStatusCheckedException,
          InterruptedException {
    List<Message> batch = new ArrayList<>();
    try (FetchConsumer fetch = consumer.fetch(FETCH)) {
      for (Message message = fetch.nextMessage(); message != null; message = fetch.nextMessage()) {
        batch.add(message);
      }
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    return batch;
  }

  private void see(ConsumerInfo info) {
    Instant lastHeard = status.lastHeard();
    status = new HearingStatus(info.getNumPending(), info.getNumAckPending(), lastHeard, null);
  }

  private void failed(Exception failure) {
    String why = String.valueOf(failure.getMessage());
    if (!why.equals(status.failure())) {
      LOG.warn("Hearing {} goes on later: {}", source.stream(), why);
    }
    status = status.failed(why);
  }

  private void pause() {
    try {
      long millis = ThreadLocalRandom.current().nextLong(300, 700);
      if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
        LOG.debug("Hearing {} stops", source.stream());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
