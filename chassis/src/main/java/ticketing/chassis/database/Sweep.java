package ticketing.chassis.database;

import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what nobody waits for, in small batches, so that each holds its rows for a moment only. All
 * instances of a service sweep: a batch is to pass over rows that another has locked.
 */
public final class Sweep implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final int LIMIT = 100;

  private final String name;
  private final IntUnaryOperator batch;

  private Sweep(String name, IntUnaryOperator batch) {
    this.name = name;
    this.batch = batch;
  }

  /**
   * Sweeps while the application runs, from a second after its start on.
   *
   * @param pause between two sweeps
   * @param batch one transaction: takes how many rows it may do, gives how many it did
   */
  public static void start(
      String name, Duration pause, IntUnaryOperator batch, Environment environment) {
    var unused =
        environment
            .lifecycle()
            .scheduledExecutorService(name, true)
            .build()
            .scheduleWithFixedDelay(
                new Sweep(name, batch), 1_000, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void run() {
    try {
      int swept = LIMIT;
      while (swept == LIMIT) {
        swept = batch.applyAsInt(LIMIT);
      }
    } catch (RuntimeException | Error e) {
      // Whatever is thrown out of here ends the schedule.
      LOG.warn("The {} goes on later: {}", name, e.toString());
    }
  }
}
