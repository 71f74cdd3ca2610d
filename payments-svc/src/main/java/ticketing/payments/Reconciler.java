package ticketing.payments;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.contracts.ChargeStep;
import ticketing.payments.stripe.Answer.Intent;
import ticketing.payments.stripe.StripeBooks;
import ticketing.payments.stripe.StripeCall;
import ticketing.payments.stripe.StripeGateway;
import ticketing.payments.stripe.StripePayment;

/**
 * Looks once a minute for what the charges' own steps do not find: money held by an intent that no
 * charge knows is let go, and webhooks that did not come are counted. Instances take turns.
 */
final class Reconciler implements Runnable {

  /** How old an intent is before it is taken for one that no charge will ever know. */
  static final Duration STRANGE_AFTER = Duration.ofMinutes(20);

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final int NAMED = 10;

  private final Jdbi jdbi;
  private final StripeGateway stripe;
  private final StripeBooks books;
  private final ReconcilerConfig config;
  private final InstantSource clock;
  private final Counter untold;
  private final Counter released;

  Reconciler(
      Jdbi jdbi,
      StripeGateway stripe,
      StripeBooks books,
      ReconcilerConfig config,
      MetricRegistry metrics,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.stripe = stripe;
    this.books = books;
    this.config = config;
    this.clock = clock;
    this.untold = metrics.counter("stripe.webhooks.missing");
    this.released = metrics.counter("stripe.strangers.released");
  }

  /** Looks whether it is its turn while the application runs. */
  void start(Environment environment) {
    long pause = config.lookEvery().toMillis();
    var unused =
        environment
            .lifecycle()
            .scheduledExecutorService("reconciler", true)
            .build()
            .scheduleWithFixedDelay(this, pause, pause, TimeUnit.MILLISECONDS);
  }

  @Override
  public void run() {
    try {
      if (jdbi.withExtension(ReconciliationDao.class, ReconciliationDao::takeTurn)) {
        countUntold();
        releaseStrangers();
      }
    } catch (IOException | RuntimeException | Error e) {
      // Whatever is thrown out of here ends the schedule.
      LOG.warn("The reconciler goes on later: {}", e.toString());
    }
  }

  /** Counts changes that no webhook told of. */
  void countUntold() {
    List<String> intents = jdbi.withExtension(NewsDao.class, NewsDao::takeUntold);
    jdbi.useExtension(NewsDao.class, NewsDao::forgetTold);
    if (!intents.isEmpty()) {
      untold.inc(intents.size());
      LOG.warn(
          "No webhook told within a minute of {} changes, of intents {}",
          intents.size(),
          intents.stream().limit(NAMED).toList());
    }
  }

  /** Lets go what is held by intents that no charge knows. */
  void releaseStrangers() throws IOException {
    Instant before = clock.instant().minus(STRANGE_AFTER);
    StripeBooks.Part part = books.held(before, null);
    release(part.payments());
    while (part.next() != null) {
      part = books.held(before, part.next());
      release(part.payments());
    }
  }

  private void release(List<StripePayment> held) throws IOException {
    Map<String, Charge> known = jdbi.withExtension(ChargeDao.class, dao -> dao.ofIntents(held));
    for (StripePayment payment : held) {
      Charge charge = known.get(payment.id());
      if (charge == null) {
        release(payment);
      } else if (isOver(charge) && holdsMoney(payment.id())) {
        LOG.error("Intent {} holds money, though {} is over", payment.id(), charge);
      }
    }
  }

  private static boolean isOver(Charge charge) {
    return !charge.isLive() && charge.step() != ChargeStep.VOIDING;
  }

  /** Now, which a list does not say. */
  private boolean holdsMoney(String intentId) throws IOException {
    return books
        .one(intentId)
        .filter(payment -> payment.status() == Intent.Status.REQUIRES_CAPTURE)
        .isPresent();
  }

  private void release(StripePayment payment) {
    var cancel =
        new StripeCall.Cancel(
            payment.id(), "stranger:" + payment.id() + ":" + clock.instant().getEpochSecond());
    if (stripe.ask(cancel) instanceof Intent intent) {
      released.inc();
      LOG.warn(
          "Let go {} {} that intent {} held since {}, which no charge knows",
          payment.amount(),
          payment.currency(),
          intent.id(),
          payment.createdAt());
    } else {
      LOG.warn("Intent {}, which no charge knows, is let go later", payment.id());
    }
  }
}
