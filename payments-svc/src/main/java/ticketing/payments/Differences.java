package ticketing.payments;

import io.dropwizard.core.setup.Environment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.http.Cursor;
import ticketing.chassis.http.Pages;
import ticketing.contracts.Page;
import ticketing.contracts.payments.DifferenceRepresentation;
import ticketing.contracts.payments.FoundDifferenceRepresentation;
import ticketing.contracts.payments.ReconciliationRepresentation;

/**
 * Compares charges with Stripe's books by schedule, and keeps where they do not say the same.
 * Instances take turns.
 */
final class Differences implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Differences.class);

  private final Jdbi jdbi;
  private final ReconciliationService reconciliation;
  private final ReconcilerConfig config;
  private final InstantSource clock;

  Differences(
      Jdbi jdbi,
      ReconciliationService reconciliation,
      ReconcilerConfig config,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.reconciliation = reconciliation;
    this.config = config;
    this.clock = clock;
  }

  /** Looks whether it is its turn while the application runs. */
  void start(Environment environment) {
    long pause = config.lookEvery().toMillis();
    var unused =
        environment
            .lifecycle()
            .scheduledExecutorService("differences", true)
            .build()
            .scheduleWithFixedDelay(this, pause, pause, TimeUnit.MILLISECONDS);
  }

  @Override
  public void run() {
    try {
      jdbi.withExtension(
              ReconciliationDao.class, dao -> dao.takeComparison(config.compareEvery().toMillis()))
          .ifPresent(this::compare);
    } catch (RuntimeException | Error e) {
      // Whatever is thrown out of here ends the schedule.
      LOG.warn("Charges are compared with Stripe later: {}", e.toString());
    }
  }

  private void compare(Instant turn) {
    Instant now = clock.instant();
    Instant from = now.minus(config.compareSpan());
    try {
      keep(turn, from, reconciliation.compare(from, now));
    } catch (RuntimeException e) {
      jdbi.useExtension(ReconciliationDao.class, dao -> dao.compareSoon(turn));
      throw e;
    }
  }

  private void keep(Instant turn, Instant asked, ReconciliationRepresentation result) {
    List<DifferenceRepresentation> differences = result.differences();
    jdbi.useTransaction(handle -> {
      if (handle.attach(ReconciliationDao.class).compared(turn)) {
        var dao = handle.attach(DifferenceDao.class);
        dao.forgetAllBut(differences.stream().map(DifferenceRepresentation::stripeId).toList());
        dao.put(differences, result.to());
      }
    });
    if (result.from().isAfter(asked)) {
      LOG.warn("Charges of before {} were too many to be compared with Stripe", result.from());
    }
    if (!differences.isEmpty()) {
      LOG.warn(
          "Of {} payments {} differ between charges and Stripe: GET /admin/differences",
          result.compared(),
          differences.size());
    }
  }

  /** As found when they were last compared, newest first. */
  Page<FoundDifferenceRepresentation> list(int first, @Nullable String after) {
    Long behind = after == null ? null : Cursor.position(after);
    List<FoundDifference> rows =
        jdbi.withExtension(DifferenceDao.class, dao -> dao.list(behind, first + 1));
    return Pages.of(
        rows,
        first,
        row -> Cursor.of(row.id()),
        row -> new FoundDifferenceRepresentation(row.foundAt(), row.difference()));
  }
}
