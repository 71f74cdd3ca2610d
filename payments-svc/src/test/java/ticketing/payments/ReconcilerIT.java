package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import ticketing.chassis.observe.Secret;
import ticketing.chassis.testing.Logged;
import ticketing.contracts.ChargeStep;
import ticketing.payments.stripe.StripeBooks;
import ticketing.payments.stripe.StripeConfig;
import ticketing.payments.stripe.StripeGateway;

/** Money that is held for nobody is let go, and no other. */
class ReconcilerIT {

  private static final Duration LATER = Reconciler.STRANGE_AFTER.plusMinutes(1);

  private final PaymentsServer payments = PaymentsServer.shared();
  private final MetricRegistry metrics = new MetricRegistry();

  @Test
  void whatNoChargeKnowsIsLetGoAfterTwentyMinutes() throws IOException {
    String stranger = payments.account().hold("test");
    reconciler(InstantSource.system()).releaseStrangers();
    assertThat(payments.account().status(stranger)).isEqualTo("requires_capture");
    try (var logged = Logged.by(Reconciler.class.getName())) {
      reconciler(after(LATER)).releaseStrangers();
      assertThat(logged.at(Level.WARN))
          .filteredOn(line -> line.contains(stranger))
          .singleElement()
          .asString()
          .matches("Let go \\d+ usd that intent " + stranger + " held since .*");
    }
    assertThat(payments.account().status(stranger)).isEqualTo("canceled");
    assertThat(metrics.counter("stripe.strangers.released").getCount()).isPositive();
  }

  @Test
  void whatAnotherInstallationHoldsIsNoneOfOurs() throws IOException {
    String other = payments.account().hold("another");
    reconciler(after(LATER)).releaseStrangers();
    assertThat(payments.account().status(other)).isEqualTo("requires_capture");
  }

  @Test
  void whatAChargeKnowsIsLeftToIt() throws IOException {
    var purchase = Purchase.of(payments);
    var unused = purchase.paying("pm_card_visa");
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    reconciler(after(LATER)).releaseStrangers();
    assertThat(purchase.payment().held()).isEqualTo(1500);
    purchase.fenced().awaitStep(ChargeStep.COMPLETED);
  }

  @Test
  void whatIsHeldForAChargeThatIsOverIsAnAlarm() throws IOException {
    var purchase = Purchase.of(payments);
    var unused = purchase.paying("pm_card_visa");
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    payments
        .jdbi()
        .useHandle(handle ->
            handle.execute("update charges set step = 'FAILED' where id = ?", purchase.chargeId()));
    try (var logged = Logged.by(Reconciler.class.getName())) {
      reconciler(after(LATER)).releaseStrangers();
      assertThat(logged.at(Level.ERROR))
          .anyMatch(line -> line.contains(purchase.payment().id()) && line.contains("holds money"));
    }
    assertThat(purchase.payment().held()).isEqualTo(1500);
    payments.account().cancel(purchase.payment().id());
  }

  private static InstantSource after(Duration time) {
    return InstantSource.fixed(InstantSource.system().instant().plus(time));
  }

  private Reconciler reconciler(InstantSource clock) {
    var config =
        new StripeConfig(
            payments.account().url().toString(),
            new Secret("sk_test_standin"),
            "test",
            Secret.NONE);
    return new Reconciler(
        payments.jdbi(),
        new StripeGateway(config),
        new StripeBooks(config),
        new ReconcilerConfig(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofDays(7)),
        metrics,
        clock);
  }
}
