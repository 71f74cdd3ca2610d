package ticketing.orders;

import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import ticketing.chassis.database.Sweep;

/** Takes idempotency keys off their orders when their day is over. */
final class KeySweep {

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private KeySweep() {}

  /** Sweeps every minute while the application runs. */
  static void start(Jdbi jdbi, Environment environment) {
    Sweep.start(
        "key-sweep",
        PAUSE,
        limit -> jdbi.withExtension(OrderDao.class, dao -> dao.forgetOldKeys(limit)),
        environment);
  }
}
