package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ticketing.chassis.testing.Logged;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.Page;
import ticketing.contracts.payments.ChargeDetailRepresentation;
import ticketing.payments.stripe.StripeLine.Passage;

/**
 * What docs/operations.md has operators look for where a hold stays: it happens here, is seen by
 * its signs, and heals.
 */
class OperatorIT {

  private static final String OLDEST = "charge_oldest_hold_age_seconds";
  private static final int DAY = 86_400;

  private final PaymentsServer payments = PaymentsServer.shared();
  private final Purchase purchase = Purchase.of(payments);

  @AfterEach
  void mend() {
    payments.line().mend();
  }

  @Test
  void aHoldThatStaysWhileStripeIsAway() {
    try (var logged = Logged.by(ChargeVisits.class.getName())) {
      letGoInVain(Passage.CUT);
      seen(logged, "No answer to Cancel of charge " + purchase.chargeId() + ": ");

      payments.line().mend();
      gone();
    }
  }

  @Test
  void aHoldThatStaysAsStripeRefusesUntilItIsLetGoInTheDashboard() {
    try (var logged = Logged.by(ChargeVisits.class.getName())) {
      letGoInVain(Passage.NEVER);
      seen(logged, "Stripe refused Cancel of charge " + purchase.chargeId() + " with 400 ");

      payments.account().cancel(purchase.payment().id());
      Webhook.ofIntent(purchase.payment().id(), "canceled").sendTo(payments);
      gone();
    }
  }

  /** Its order ends, a day after it was made, and Stripe cannot be asked to let go of its money. */
  private void letGoInVain(Passage cancel) {
    var unused = purchase.paying("pm_card_visa");
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    payments
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "update charges set created_at = now() - interval '1 day' where id = ?",
                purchase.chargeId()));
    payments.line().rule(call -> call.is("cancel") ? cancel : Passage.FREE);
    var told = purchase.cancelled(CancelReason.BY_BUYER);
    told.awaitStep(ChargeStep.VOIDING);
  }

  private void seen(Logged logged, String line) {
    await().untilAsserted(() -> assertThat(value()).isBetween(DAY * 1.0, DAY + 600.0));
    await().until(() -> logged.at(Level.WARN).stream().anyMatch(warned -> warned.startsWith(line)));
    // Charges of other tests may have trouble at the same time.
    assertThat(logged.lines())
        .filteredOn(all -> all.getFormattedMessage().contains(purchase.chargeId().toString()))
        .allSatisfy(all -> assertThat(all.getThrowableProxy()).isNull())
        .extracting(all -> all.getFormattedMessage())
        .allMatch(message -> message.startsWith(line));
    assertThat(purchase.payment().held()).isEqualTo(1500);
    assertThat(holds()).extracting(ChargeDetailRepresentation::id).contains(purchase.chargeId());
  }

  private List<ChargeDetailRepresentation> holds() {
    return payments
        .signedOut()
        .asAdmin()
        .get("/admin/charges/holds")
        .as(new TypeReference<Page<ChargeDetailRepresentation>>() {})
        .items()
        .stream()
        .map(Page.Item::node)
        .toList();
  }

  private void gone() {
    purchase.awaitStep(ChargeStep.FAILED);
    assertThat(purchase.payment().held()).isZero();
    await().untilAsserted(() -> assertThat(value()).isLessThan(DAY));
  }

  private double value() {
    return payments.service().scrape().value(OLDEST);
  }
}
