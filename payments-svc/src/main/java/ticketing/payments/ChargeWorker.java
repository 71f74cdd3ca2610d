package ticketing.payments;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.time.Instant;
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
  private static final long LOOK_AGAIN_MILLIS = 2_000;
  private static final long MAX_BACKOFF_MILLIS = 30_000;

  private final Jdbi jdbi;
  private final EventLog log;
  private final ChargeSteps steps;
  private final InstantSource clock;
  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
  private final Thread thread = Thread.ofVirtual().name("charge-worker").unstarted(this::run);
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
    } catch (RuntimeException e) {
      LOG.warn("The worker goes on later: {}", e.toString());
      return List.of();
    }
  }

  private void begin(Work work) {
    Thread.ofVirtual()
        .name("charge-" + work.chargeId())
        .start(() -> {
          try {
            work(work);
          } catch (RuntimeException e) {
            LOG.warn("Charge {} is looked at again: {}", work.chargeId(), e.toString());
          } finally {
            permits.release();
          }
        });
  }

  /** Step by step, until the charge has to wait for something. */
  private void work(Work leased) {
    Work work = leased;
    boolean justCreated = false;
    boolean more = true;
    while (more) {
      var chargeId = work.chargeId();
      Charge charge = jdbi.withExtension(ChargeDao.class, dao -> dao.byId(chargeId)).orElseThrow();
      Acted acted = steps.act(charge, work.answers(), justCreated);
      int failures = work.failures();
      more = jdbi.inTransaction(handle -> store(handle, charge, acted, failures));
      justCreated = charge.step() == ChargeStep.CREATED || (justCreated && !acted.answered());
      work = new Work(chargeId, work.answers() + (acted.answered() ? 1 : 0), failures);
    }
  }

  /** Tells whether there is more to do at once. */
  private boolean store(Handle handle, Charge charge, Acted acted, int failures) {
    var charges = handle.attach(ChargeDao.class);
    var works = handle.attach(WorkDao.class);
    // In the order in which the listener of orders takes them.
    var order = charges.lockOrder(charge.orderId());
    Charge current = charges.lock(charge.id()).orElseThrow();
    works.count(charge.id(), acted.answered() ? 1 : 0, acted.hasHelped());
    if (current.version() != charge.version() || order.isEmpty()) {
      LOG.info("{} changed meanwhile, looking again", charge);
      works.release(charge.id());
      handle.afterCommit(this::wake);
      return false;
    }
    return switch (acted.decision()) {
      case Change<Charge>(Charge next, Event<?> told) -> {
        charges.store(next);
        log.append(handle, told);
        yield schedule(works, next);
      }
      case Refusal<Charge> later -> {
        works.lookAfter(charge.id(), backoff(failures));
        works.release(charge.id());
        yield false;
      }
    };
  }

  private boolean schedule(WorkDao works, Charge charge) {
    Instant at = lookAt(charge);
    works.lookAt(charge.id(), at);
    boolean now = at != null && !at.isAfter(clock.instant());
    if (now) {
      works.extendLease(charge.id());
    } else {
      works.release(charge.id());
    }
    return now;
  }

  private @Nullable Instant lookAt(Charge charge) {
    Instant now = clock.instant();
    return switch (charge.step()) {
      case CREATED, CONFIRMING, CAPTURING, VOIDING -> now;
      case OPEN -> charge.isWaitingForPaymentMethod() ? null : now;
      case ACTION_REQUIRED -> now.plusMillis(LOOK_AGAIN_MILLIS);
      case AUTHORIZED -> charge.expiresAt().plus(Charge.GRACE);
      case COMPLETED, FAILED, REFUNDING, REFUNDED -> null;
    };
  }

  private static long backoff(int failures) {
    long millis = Math.min(MAX_BACKOFF_MILLIS, 500L << Math.min(failures, 10));
    return millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
  }
}
