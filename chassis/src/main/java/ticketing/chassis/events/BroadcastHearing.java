package ticketing.chassis.events;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.Message;
import io.nats.client.OrderedConsumerContext;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.OrderedConsumerConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
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
 * Lets this instance hear every event, whatever its sisters hear. It begins a fixed time back, and
 * begins there again after each new connection: the listener gets events twice, and those from
 * before it started.
 */
public final class BroadcastHearing implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(BroadcastHearing.class);
  private static final FetchConsumeOptions FETCH =
      FetchConsumeOptions.builder().maxMessages(PullLoop.BATCH).noWaitExpiresIn(1_000).build();

  private final EventBus bus;
  private final Source source;
  private final List<String> subjects;
  private final Duration back;
  private final InstantSource clock;
  private final Consumer<Event<?>> listener;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean caughtUp;
  private volatile String failure = "";

  private BroadcastHearing(
      EventBus bus,
      List<EventType<?>> types,
      Duration back,
      InstantSource clock,
      Consumer<Event<?>> listener) {
    this.bus = bus;
    this.source = types.getFirst().source();
    this.subjects = types.stream().map(EventType::subjects).toList();
    this.back = back;
    this.clock = clock;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("broadcast-" + source.id()).unstarted(this::run);
  }

  /**
   * Lets the listener hear these kinds of event, all of one source, while the application runs.
   *
   * @param back how long before now it begins; events that happened earlier are left out
   */
  public static BroadcastHearing start(
      EventBus bus,
      List<EventType<?>> types,
      Duration back,
      InstantSource clock,
      Consumer<Event<?>> listener,
      Environment environment) {
    var hearing = new BroadcastHearing(bus, types, back, clock, listener);
    environment.lifecycle().manage(hearing);
    return hearing;
  }

  /** Whether everything that was told before this instance started was heard, once. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() throws InterruptedException {
    stopping.countDown();
    thread.join(Duration.ofSeconds(5));
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void run() {
    while (!isStopping()) {
      try {
        hear();
      } catch (InterruptedException e) {
        return;
      } catch (Exception e) {
        failed(e);
      }
    }
  }

  private void hear() throws Exception {
    long epoch = bus.epoch();
    var start = clock.instant().minus(back).atZone(ZoneOffset.UTC);
    OrderedConsumerContext consumer =
        bus.connection()
            .getStreamContext(source.stream())
            .createOrderedConsumer(
                new OrderedConsumerConfiguration()
                    .deliverPolicy(DeliverPolicy.ByStartTime)
                    .startTime(start)
                    .filterSubjects(subjects));
    while (!isStopping() && epoch == bus.epoch()) {
      try (FetchConsumer fetch = consumer.fetch(FETCH)) {
        boolean any = false;
        for (Message message = fetch.nextMessage();
            message != null;
            message = fetch.nextMessage()) {
          any = true;
          hear(message);
        }
        caughtUp |= !any;
      }
      failure = "";
    }
  }

  private void hear(Message message) {
    try {
      Event<?> event = EventJson.read(new String(message.getData(), StandardCharsets.UTF_8));
      Instant oldest = clock.instant().minus(back);
      if (!event.time().isBefore(oldest)) {
        listener.accept(event);
      }
    } catch (UnreadableEventException e) {
      LOG.error("{} cannot be read and is left out: {}", message.getSubject(), e.getMessage());
    }
  }

  private void failed(Exception why) {
    String description = String.valueOf(why.getMessage());
    if (!description.equals(failure)) {
      LOG.warn("Hearing all of {} goes on later: {}", source.stream(), description);
      failure = description;
    }
    try {
      long millis = ThreadLocalRandom.current().nextLong(300, 700);
      if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
        LOG.debug("Hearing all of {} stops", source.stream());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
