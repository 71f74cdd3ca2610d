package ticketing.payments;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.observe.PassingFailure;
import ticketing.payments.WorkDao.Work;

/**
 * Has every charge visited that is to be looked at. Instances share the work by leases, which last
 * for seconds and are extended while somebody is at it: what one left undone, another finds soon.
 */
final class ChargeWorker implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(ChargeWorker.class);
  private static final int AT_ONCE = 16;
  private static final Duration POLL = Duration.ofMillis(500);
  // A third of a lease.
  private static final Duration EXTEND = Duration.ofSeconds(2);

  private final Jdbi jdbi;
  private final ChargeVisits visits;
  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
  // None of its threads is virtual: until JDK-8389310 is fixed, what is thrown there may miss its
  // handler.
  private final Thread thread =
      Thread.ofPlatform().daemon().name("charge-worker").unstarted(this::run);
  private final Map<UUID, Work> underWay = new ConcurrentHashMap<>();
  private final Thread extender =
      Thread.ofPlatform().daemon().name("charge-leases").unstarted(this::keepExtending);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean stopping;

  ChargeWorker(Jdbi jdbi, ChargeVisits visits) {
    this.jdbi = jdbi;
    this.visits = visits;
  }

  /** There is something to look at. */
  void wake() {
    wakeUps.offer(true);
  }

  @Override
  public void start() {
    thread.start();
    extender.start();
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
    stopped.countDown();
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
    underWay.put(work.chargeId(), work);
    try {
      Thread.ofPlatform().daemon().name("charge-" + work.chargeId()).start(() -> visit(work));
    } catch (Error e) {
      LOG.error("No thread for charge {}, it is looked at again", work.chargeId(), e);
      end(work);
    }
  }

  private void visit(Work work) {
    try {
      visits.visit(work, () -> stopping);
    } catch (RuntimeException | Error e) {
      if (PassingFailure.is(e)) {
        LOG.warn("Charge {} is looked at again: {}", work.chargeId(), e.toString());
      } else {
        LOG.error("Charge {} is looked at again", work.chargeId(), e);
      }
    } finally {
      end(work);
      // There may be more to do than there were hands for.
      wake();
    }
  }

  private void end(Work work) {
    underWay.remove(work.chargeId(), work);
    permits.release();
  }

  private void keepExtending() {
    try {
      while (!stopped.await(EXTEND.toMillis(), TimeUnit.MILLISECONDS)) {
        extend(List.copyOf(underWay.values()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void extend(List<Work> works) {
    if (works.isEmpty()) {
      return;
    }
    try {
      jdbi.useExtension(WorkDao.class, dao -> dao.extend(works));
    } catch (RuntimeException | Error e) {
      LOG.warn("Leases of {} charges may end early: {}", works.size(), e.toString());
    }
  }
}
