package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ticketing.chassis.testing.RunningService;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.Page;
import ticketing.contracts.payments.FoundDifferenceRepresentation;

/** What payments-svc tells Prometheus of money. */
class MetricsIT {

  private final PaymentsServer payments = PaymentsServer.shared();

  @Test
  void chargesAreCountedByWhatBecameOfThem() {
    double completed = value("events_told_total{type=\"charge.completed\"}");
    double failed = value("events_told_total{type=\"charge.failed\"}");
    var paid = Purchase.of(payments);
    var unused = paid.paying("pm_card_visa");
    paid.awaitStep(ChargeStep.AUTHORIZED);
    paid.fenced().awaitStep(ChargeStep.COMPLETED);
    var declined = Purchase.of(payments);
    unused = declined.paying("pm_card_chargeDeclined");
    declined.awaitStep(ChargeStep.FAILED);
    await()
        .untilAsserted(() ->
            assertThat(value("events_told_total{type=\"charge.completed\"}"))
                .isGreaterThan(completed));
    await()
        .untilAsserted(() ->
            assertThat(value("events_told_total{type=\"charge.failed\"}")).isGreaterThan(failed));
  }

  @Test
  void theOldestHoldIsSeen() {
    var purchase = Purchase.of(payments);
    var unused = purchase.paying("pm_card_visa");
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    payments
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "update charges set created_at = now() - interval '1 day' where id = ?",
                purchase.chargeId()));
    await()
        .untilAsserted(() ->
            assertThat(value("charge_oldest_hold_age_seconds")).isGreaterThanOrEqualTo(86_400));
    purchase.fenced().awaitStep(ChargeStep.COMPLETED);
    await()
        .untilAsserted(
            () -> assertThat(value("charge_oldest_hold_age_seconds")).isLessThan(86_400));
  }

  @Test
  void stripesSilenceEndsWithAWebhook() {
    var name = "stripe_webhook_silence_seconds";
    await().until(() -> value(name) > 0.5);
    await()
        .until(() -> {
          Webhook.ofIntent("pi_nobodys", "succeeded").sendTo(payments);
          return value(name) < 0.5;
        });
  }

  @Test
  void differencesWithStripeAreSeenOnceTheScheduleComparedThem() {
    String stranger = payments.account().hold("test");
    try (var hurried = payments.another(Map.of("reconciler.lookEvery", "PT1S"))) {
      compareNow();
      await()
          .untilAsserted(
              () -> assertThat(value("stripe_differences{kind=\"UNKNOWN_INTENT\"}")).isPositive());
      assertThat(found(hurried)).contains(stranger);
      await()
          .untilAsserted(
              () -> assertThat(value("stripe_comparison_age_seconds")).isBetween(0.0, 60.0));
      payments.account().cancel(stranger);
      compareNow();
      await().untilAsserted(() -> assertThat(found(hurried)).doesNotContain(stranger));
    }
  }

  private void compareNow() {
    payments
        .jdbi()
        .useHandle(handle -> handle.execute("update reconciliation set compare_at = now()"));
  }

  private static List<String> found(RunningService service) {
    Page<FoundDifferenceRepresentation> page =
        service.client().asAdmin().get("/admin/differences?first=100").as(new TypeReference<>() {});
    return page.items().stream().map(item -> item.node().difference().stripeId()).toList();
  }

  private double value(String name) {
    return payments.service().scrape().value(name);
  }
}
