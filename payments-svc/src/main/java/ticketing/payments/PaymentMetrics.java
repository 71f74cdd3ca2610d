package ticketing.payments;

import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import ticketing.chassis.observe.Measured;
import ticketing.chassis.observe.Metrics;
import ticketing.contracts.payments.DifferenceRepresentation.Kind;

/** Tells operators of money held and of Stripe's silence. */
final class PaymentMetrics {

  private PaymentMetrics() {}

  static void tellHolds(Jdbi jdbi, Environment environment) {
    var oldest =
        new Measured<>(
            "the oldest hold", () -> jdbi.withExtension(ChargeDao.class, ChargeDao::oldestHold));
    Metrics.of(environment)
        .gauge(
            "charge_oldest_hold_age_seconds",
            "Since when the oldest charge is there whose money is, or may be, held; 0: none",
            List.of(),
            told -> oldest.get().ifPresent(told::call));
  }

  static void tellDifferences(Jdbi jdbi, Environment environment) {
    var found =
        new Measured<>(
            "differences", () -> jdbi.withExtension(DifferenceDao.class, DifferenceDao::counts));
    Metrics.of(environment)
        .gauge(
            "stripe_differences",
            "Where charges and Stripe did not say the same when they were last compared, by kind",
            List.of("kind"),
            told ->
                found
                    .get()
                    .ifPresent(counts -> {
                      for (Kind kind : Kind.values()) {
                        told.call(counts.getOrDefault(kind, 0L), kind.name());
                      }
                    }));
    var age =
        new Measured<>(
            "the comparison's age",
            () -> jdbi.withExtension(ReconciliationDao.class, ReconciliationDao::comparisonAge));
    Metrics.of(environment)
        .gauge(
            "stripe_comparison_age_seconds",
            "Since charges were compared with Stripe by schedule; absent: never",
            List.of(),
            told -> age.get().flatMap(Function.identity()).ifPresent(told::call));
  }

  /** Gives whom to tell of each webhook. */
  static Runnable tellSilence(InstantSource clock, Environment environment) {
    var last = new AtomicReference<Instant>(clock.instant());
    Metrics.of(environment)
        .gauge(
            "stripe_webhook_silence_seconds",
            "Since Stripe's last webhook to this instance, or since its start",
            List.of(),
            told -> told.call(Duration.between(last.get(), clock.instant()).toMillis() / 1_000.0));
    return () -> last.set(clock.instant());
  }
}
