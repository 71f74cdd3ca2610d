package ticketing.auth;

import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import ticketing.chassis.database.Sweep;

/** Deletes sessions that are over, so that their table does not grow without end. */
final class SessionSweep {

  /** How long after its end a session is kept: whatever clocks say, no token of it is valid. */
  private static final Duration KEPT = Duration.ofDays(1);

  private static final Duration PAUSE = Duration.ofHours(1);

  private SessionSweep() {}

  /** Sweeps every hour while the application runs. */
  static void start(Jdbi jdbi, InstantSource clock, Environment environment) {
    Sweep.start("session-sweep", PAUSE, limit -> sweep(jdbi, clock.instant(), limit), environment);
  }

  /** Tells how many were deleted. */
  static int sweep(Jdbi jdbi, Instant now, int limit) {
    Instant before = now.minus(KEPT);
    return jdbi.withExtension(
        SessionDao.class,
        dao ->
            dao.deleteOver(
                before, before.minus(Session.IDLE), before.minus(Session.LONGEST), limit));
  }
}
