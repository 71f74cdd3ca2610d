package ticketing.auth;

import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is over, so that tables do not grow without end: in small transactions, once an hour
 * and instance, at no moment that instances share.
 */
final class Housekeeping implements Runnable {

  /** How long after its end a session is kept: whatever clocks say, no token of it is valid. */
  static final Duration KEPT = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final int BATCH = 500;
  private static final Duration EVERY = Duration.ofHours(1);

  private final Jdbi jdbi;
  private final InstantSource clock;

  Housekeeping(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Runs while the application does. */
  void start(Environment environment) {
    long first = ThreadLocalRandom.current().nextLong(EVERY.toMillis());
    var unused =
        environment
            .lifecycle()
            .scheduledExecutorService("housekeeping", true)
            .build()
            .scheduleWithFixedDelay(this, first, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void run() {
    try {
      Instant before = clock.instant().minus(KEPT);
      int deleted = BATCH;
      while (deleted == BATCH) {
        deleted =
            jdbi.withExtension(
                SessionDao.class,
                dao ->
                    dao.deleteOver(
                        before, before.minus(Session.IDLE), before.minus(Session.LONGEST), BATCH));
      }
    } catch (RuntimeException | Error e) {
      // Whatever is thrown out of here ends the schedule.
      LOG.warn("Housekeeping goes on later: {}", e.toString());
    }
  }
}
