package ticketing.payments;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventLog;
import ticketing.contracts.ChargeStep;
import ticketing.payments.ChargeSteps.Acted;
import ticketing.payments.WorkDao.Work;

/**
 * Makes every call to Stripe: leases charges that are to be looked at, calls outside any
 * transaction, and stores what came of it if the charge is still the same. Instances share the
 * work; what one left undone, another finds when the lease ends.
 */
final class ChargeWorker implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(ChargeWorker.class);
  private static final int AT_ONCE = 16;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
  private static final long MAX_BACKOFF_MILLIS = 30_000;

  private final Jdbi jdbi;
  private final EventLog log;
  private final ChargeSteps steps;
  private final InstantSource clock;
  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
  // None of its threads is virtual: until JDK-8389310 is fixed, what is thrown there may miss its
  // handler.
  private final Thread thread =
      Thread.ofPlatform().daemon().name("charge-worker").unstarted(this::run);
  private volatile boolean stopping;

  ChargeWorker(Jdbi jdbi, EventLog log, ChargeSteps steps, InstantSource clock) {
    this.jdbi = jdbi;
    this.log = log;
    this.steps = steps;
    this.clock = clock;
  }

  /** There is something to look at. */
  void wake() {
    wakeUps.offer(true);
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Takes no more; what is under way is finished and stored. */
  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    wake();
    thread.join(POLL.multipliedBy(4));
    if (!permits.tryAcquire(AT_ONCE, 25, TimeUnit.SECONDS)) {
      LOG.warn("Leaving charges under way to whoever finds their leases ended");
    }
  }

  private void run() {
    while (!stopping) {
      try {
        int free = permits.drainPermits();
        List<Work> work = free == 0 ? List.of() : lease(free);
        permits.release(free - work.size());
        work.forEach(this::begin);
        if (work.isEmpty()) {
          wakeUps.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private List<Work> lease(int limit) {
    try {
      return jdbi.withExtension(WorkDao.class, dao -> dao.lease(limit));
    } catch (RuntimeException | Error e) {
      LOG.warn("The worker goes on later: {}", e.toString());
      return List.of();
    }
  }

  private void begin(Work work) {
    Thread.ofPlatform()
        .daemon()
        .name("charge-" + work.chargeId())
        .start(() -> {
          try {
            work(work);
          } catch (RuntimeException | Error e) {
            LOG.warn("Charge {} is looked at again: {}", work.chargeId(), e.toString());
          } finally {
            permits.release();
            // There may be more to do than there were hands for.
            wake();
          }
        });
  }

  /** Step by step, until the charge has to wait for something. */
  private void work(Work leased) {
    Work work = leased;
    boolean justCreated = false;
    boolean more = true;
    while (more) {
      Work current = work;
      Charge charge =
          jdbi.withExtension(ChargeDao.class, dao -> dao.byId(current.chargeId())).orElseThrow();
      Acted acted = steps.act(charge, current.answers(), justCreated, () -> extend(current));
      more = jdbi.inTransaction(handle -> store(handle, charge, acted, current));
      justCreated = charge.step() == ChargeStep.CREATED || (justCreated && !acted.answered());
      int answers = current.answers() + (acted.answered() ? 1 : 0);
      work = new Work(current.chargeId(), current.lease(), answers, 0);
    }
  }

  private boolean extend(Work work) {
    return jdbi.withExtension(WorkDao.class, dao -> dao.extend(work.chargeId(), work.lease()));
  }

  /** Tells whether there is more to do at once. */
  private boolean store(Handle handle, Charge charge, Acted acted, Work work) {
    var charges = handle.attach(ChargeDao.class);
    var works = handle.attach(WorkDao.class);
    // In the order in which the listener of orders takes them.
    var order = handle.attach(CopyDao.class).lockOrder(charge.orderId());
    Charge current = charges.lock(charge.id()).orElseThrow();
    works.count(charge.id(), acted.answered() ? 1 : 0, acted.hasHelped());
    if (current.version() != charge.version() || order.isEmpty()) {
      LOG.info("{} changed meanwhile, looking again", charge);
      works.leave(charge.id(), work.lease(), 0L);
      return false;
    }
    return switch (acted.decision()) {
      case Change<Charge>(Charge next, Event<?> told) -> {
        charges.store(next);
        log.append(handle, told);
        yield goOn(works, next, work);
      }
      case Refusal<Charge> later -> {
        Duration rest = rest(charge);
        works.leave(
            charge.id(),
            work.lease(),
            rest == null ? null : Math.max(rest.toMillis(), backoff(work.failures())));
        yield false;
      }
    };
  }

  private boolean goOn(WorkDao works, Charge charge, Work work) {
    Duration rest = rest(charge);
    boolean atOnce = rest != null && !rest.isPositive();
    if (atOnce && !stopping) {
      return works.extend(charge.id(), work.lease());
    }
    works.leave(charge.id(), work.lease(), rest == null ? null : Math.max(0, rest.toMillis()));
    return false;
  }

  /** How long there is nothing to do about a charge; null: until something is heard. */
  private @Nullable Duration rest(Charge charge) {
    return switch (charge.step()) {
      case CREATED, CONFIRMING, CAPTURING, VOIDING -> Duration.ZERO;
      case OPEN -> charge.isWaitingForPaymentMethod() ? null : Duration.ZERO;
      case ACTION_REQUIRED -> LOOK_AGAIN;
      case AUTHORIZED -> Duration.between(clock.instant(), charge.expiresAt().plus(Charge.GRACE));
      case COMPLETED, FAILED, REFUNDING, REFUNDED -> null;
    };
  }

  private static long backoff(int failures) {
    long millis = Math.min(MAX_BACKOFF_MILLIS, 500L << Math.min(failures, 10));
    return millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
  }
}
