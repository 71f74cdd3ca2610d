package ticketing.chassis.events;

import com.codahale.metrics.Counter;
import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.contracts.events.Source;

/**
 * Takes events of one stream in short fetches while the application runs. What fails (NATS away, no
 * such stream yet, the consumer gone) is tried again, from the consumer's making on.
 */
final class PullLoop implements Managed {

  /** Takes what was fetched. */
  @FunctionalInterface
  interface Hearer {

    /**
     * Hears a batch.
     *
     * @param lag events that are still to come, of which an empty batch says nothing: a request or
     *     its answer may have been lost
     */
    void hear(List<Message> batch, long lag);
  }

  private static final Logger LOG = LoggerFactory.getLogger(PullLoop.class);

  private final String name;
  private final EventBus bus;
  private final Source source;
  private final Supplier<ConsumerConfiguration> consumer;
  private final Hearer hearer;
  private final InstantSource clock = InstantSource.system();
  private final Thread thread;
  private Counter redelivered = new Counter();
  private volatile HearingStatus status = new HearingStatus(0, 0, null, "not started");

  /**
   * Not started yet.
   *
   * @param kind names it in the health check {@code <kind>-<source>}
   * @param consumer asked for with every new connection
   * @param hearer gets what was fetched, also nothing
   */
  PullLoop(
      String kind,
      EventBus bus,
      Source source,
      Supplier<ConsumerConfiguration> consumer,
      Hearer hearer) {
    this.name = kind + "-" + source.id();
    this.bus = bus;
    this.source = source;
    this.consumer = consumer;
    this.hearer = hearer;
    // Not virtual: until JDK-8389310 is fixed, what is thrown there may miss its handler.
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /** Runs with the application, and reports as health check. */
  void manage(Environment environment) {
    environment.lifecycle().manage(this);
    var told = ConsumerMetrics.of(environment, name);
    told.lag(() -> status.behind());
    redelivered = told.redelivered();
    environment
        .healthChecks()
        .register(
            name,
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
    bus.stopHearing();
    thread.join(Duration.ofSeconds(10));
  }

  private void run() {
    while (!bus.hearingStops()) {
      try {
        hear();
      } catch (IOException | JetStreamApiException | RuntimeException | Error e) {
        failed(e);
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void hear() throws IOException, JetStreamApiException, InterruptedException {
    long epoch = bus.epoch();
    try (var fetches = Fetches.of(bus.connection(), source.stream(), consumer.get())) {
      while (!bus.hearingStops() && epoch == bus.epoch()) {
        List<Message> batch = fetches.next();
        if (batch.isEmpty() && epoch != bus.epoch()) {
          return;
        }
        see(batch, fetches);
        hearer.hear(batch, status.lag());
      }
    }
  }

  private void see(List<Message> batch, Fetches fetches) throws IOException, JetStreamApiException {
    if (batch.isEmpty()) {
      ConsumerInfo info = fetches.consumer();
      status = status.idle(info.getNumPending(), info.getNumAckPending());
    } else {
      redelivered.inc(
          batch.stream().filter(message -> message.metaData().deliveredCount() > 1).count());
      long lag = batch.getLast().metaData().pendingCount();
      status = HearingStatus.heard(lag, batch.size(), clock.instant());
    }
  }

  private void failed(Throwable failure) {
    String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (!why.equals(status.failure()) && !bus.hearingStops()) {
      Setback.log(LOG, name + " goes on later", failure);
    }
    status = status.failed(why);
  }

  private void pause() {
    try {
      var moment = Duration.ofMillis(ThreadLocalRandom.current().nextLong(300, 700));
      if (bus.hearingStopsWithin(moment)) {
        LOG.debug("{} stops", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
