package ticketing.chassis.events;

import io.dropwizard.core.setup.Environment;
import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.database.Database;
import ticketing.chassis.observe.PassingFailure;
import ticketing.chassis.observe.Tracing;
import ticketing.contracts.events.EventType;

/**
 * Hears events durably and applies each once, in a database transaction: acknowledged after the
 * commit, in the order of each row's versions. All instances of the service share the events.
 */
public final class TransactionalHearing {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionalHearing.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Jdbi jdbi;
  private final SequenceRule rule;
  private final HearingMetrics metrics;
  private final String source;
  private @Nullable String lastUnexpected;

  private TransactionalHearing(
      Jdbi jdbi, SequenceRule rule, HearingMetrics metrics, String source) {
    this.jdbi = jdbi;
    this.rule = rule;
    this.metrics = metrics;
    this.source = source;
  }

  /**
   * Lets the listener hear these kinds of event, all of one source, while the application runs.
   * With versions, they must be all kinds that tell of a row: else each miss is waited for.
   */
  public static void start(
      EventBus bus,
      Database database,
      List<EventType<?>> types,
      Listener listener,
      Environment environment) {
    var source = types.getFirst().source();
    var metrics = HearingMetrics.of(environment.metrics(), source);
    var rule = new SequenceRule(source, listener, metrics, Tracing.of(environment));
    var hearing = new TransactionalHearing(database.jdbi(), rule, metrics, source.id());
    var durable = DurableConsumer.of(bus, source, types);
    new PullLoop("hearing", bus, source, () -> durable, (batch, lag) -> hearing.fetched(batch))
        .manage(environment);
  }

  private void fetched(List<Message> messages) {
    if (!messages.isEmpty()) {
      hear(messages);
    }
    retryParked();
  }

  private void hear(List<Message> messages) {
    RuntimeException failure = applied(messages);
    if (failure == null) {
      messages.forEach(Message::ack);
    } else if (messages.size() == 1) {
      hearAgain(messages, failure);
    } else {
      LOG.info("Events of {} together failed, taking them singly: {}", source, failure.toString());
      hearSingly(messages);
    }
  }

  private void hearSingly(List<Message> messages) {
    boolean passed = false;
    for (int i = 0; i < messages.size(); i++) {
      List<Message> one = messages.subList(i, i + 1);
      RuntimeException failure = applied(one);
      if (failure == null) {
        one.getFirst().ack();
      } else if (passed && PassingFailure.is(failure)) {
        // Two in a row: the database is away or busy. Not a hundred times in vain.
        hearAgain(messages.subList(i, messages.size()), failure);
        return;
      } else {
        hearAgain(one, failure);
      }
      passed = failure != null && PassingFailure.is(failure);
    }
  }

  private @Nullable RuntimeException applied(List<Message> messages) {
    try {
      jdbi.useTransaction(handle -> apply(handle, messages));
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private void hearAgain(List<Message> messages, RuntimeException failure) {
    log(messages.size() + " events of " + source + " are heard again in a second", failure);
    messages.forEach(message -> message.nakWithDelay(AFTER_FAILURE));
  }

  private void apply(Handle handle, List<Message> messages) {
    List<Incoming> readable = new ArrayList<>(messages.size());
    for (Message message : messages) {
      String subject = HeardDao.storable(message.getSubject());
      String body = new String(message.getData(), StandardCharsets.UTF_8);
      try {
        readable.add(new Incoming(EventJson.read(body), subject, body));
      } catch (UnreadableEventException e) {
        metrics.failed().inc();
        LOG.error("{} cannot be read and is parked: {}", subject, e.getMessage());
        handle
            .attach(HeardDao.class)
            .parkUnreadable(
                source,
                subject,
                HeardDao.storable(body),
                HeardDao.storable(String.valueOf(e.getMessage())));
      }
    }
    rule.hear(handle, readable);
  }

  private void retryParked() {
    try {
      jdbi.useTransaction(handle -> rule.retryDue(handle, Fetches.BATCH));
    } catch (RuntimeException e) {
      log("Parked events of " + source + " are tried again later", e);
    }
  }

  /** What nobody expects with the place where it happened, but not for each of many events. */
  private void log(String what, RuntimeException failure) {
    String description = failure.toString();
    if (PassingFailure.is(failure) || description.equals(lastUnexpected)) {
      LOG.warn("{}: {}", what, description);
    } else {
      LOG.error(what, failure);
      lastUnexpected = description;
    }
  }
}
