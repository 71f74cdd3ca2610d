package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ticketing.chassis.observe.Secret;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.payments.DifferenceRepresentation;
import ticketing.contracts.payments.DifferenceRepresentation.Kind;
import ticketing.contracts.payments.ReconciliationRepresentation;
import ticketing.payments.stripe.StripeBooks;
import ticketing.payments.stripe.StripeConfig;
import ticketing.payments.stripe.StripeLine.Passage;

/** Every difference between charges and Stripe is listed, and nothing that is none. */
class ReconciliationIT {

  private final PaymentsServer payments = PaymentsServer.shared();
  private final Instant begin = InstantSource.system().instant().minusSeconds(2);

  @AfterEach
  void mend() {
    payments.line().mend();
  }

  @Test
  void whatAgreesIsNotListed() {
    var completed = completed();
    var declined = Purchase.of(payments);
    var unused = declined.paying("pm_card_chargeDeclined");
    declined.settled();
    var held = authorized();
    assertThat(of(completed)).isEmpty();
    assertThat(of(declined)).isEmpty();
    assertThat(of(held)).isEmpty();
    held.cancelled(CancelReason.BY_BUYER).awaitStep(ChargeStep.FAILED);
    assertThat(of(held)).isEmpty();
  }

  @Test
  void moneyThatNoChargeKnowsIsListed() {
    String stranger = payments.account().hold("test");
    assertThat(of(stranger))
        .extracting(DifferenceRepresentation::kind)
        .containsExactly(Kind.UNKNOWN_INTENT);
    payments.account().capture(stranger);
    assertThat(of(stranger).getFirst().captured()).isEqualTo(1500);
    payments.account().refund(stranger);
    assertThat(of(stranger)).isEmpty();
    assertThat(of(payments.account().hold("another"))).isEmpty();
  }

  @Test
  void whatWasDoneInTheDashboardIsListedUntilItIsFollowed() {
    var purchase = authorized();
    payments.account().cancel(purchase.payment().id());
    var difference = of(purchase).getFirst();
    assertThat(difference.kind()).isEqualTo(Kind.STATUS);
    assertThat(difference.stripeStatus()).isEqualTo("canceled");
    assertThat(difference.step()).isEqualTo(ChargeStep.AUTHORIZED);
    assertThat(difference.orderId()).isEqualTo(purchase.orderId());
    // Listing it has the worker look, as no webhook did.
    purchase.awaitStep(ChargeStep.FAILED);
    assertThat(of(purchase)).isEmpty();
  }

  @Test
  void anotherAmountIsListed() {
    var purchase = completed();
    change(purchase, "amount = 1400");
    assertThat(of(purchase))
        .extracting(DifferenceRepresentation::kind)
        .containsExactly(Kind.CAPTURED);
  }

  @Test
  void refundsAreListedUntilTheyAreDone() {
    var purchase = Purchase.of(payments);
    var unused = purchase.paying("pm_card_pendingRefund");
    purchase.settled().awaitHeard();
    payments.account().refund(purchase.payment().id());
    assertThat(of(purchase))
        .extracting(DifferenceRepresentation::kind)
        .containsExactly(Kind.REFUNDED);
    purchase.awaitStep(ChargeStep.REFUNDING);
    assertThat(of(purchase))
        .extracting(DifferenceRepresentation::kind)
        .containsExactly(Kind.REFUND_PENDING);
    String refund = payments.account().refunds(purchase.payment().id()).getFirst().getId();
    payments.account().settleRefund(refund, "fail");
    await()
        .until(() ->
            of(purchase).stream()
                .anyMatch(difference ->
                    difference.kind() == Kind.REFUND_FAILED && difference.detail() != null));
  }

  @Test
  void anIntentThatStripeDoesNotKnowIsListed() {
    var purchase = completed();
    change(purchase, "stripe_id = 'pi_lost_" + purchase.chargeId() + "'");
    assertThat(of("pi_lost_" + purchase.chargeId()))
        .extracting(DifferenceRepresentation::kind)
        .containsExactly(Kind.UNKNOWN_CHARGE);
  }

  @Test
  void aRefundThatTheBankSentBackIsListed() {
    var purchase = completed();
    payments.account().refund(purchase.payment().id());
    Webhook.ofRefund(purchase.payment().id()).sendTo(payments);
    purchase.awaitStep(ChargeStep.REFUNDED);
    String refund = payments.account().refunds(purchase.payment().id()).getFirst().getId();
    payments.account().settleRefund(refund, "fail");
    assertThat(of(purchase))
        .extracting(DifferenceRepresentation::kind)
        .containsExactly(Kind.REFUND_FAILED);
    await().until(() -> purchase.chargeStep() == ChargeStep.REFUNDING);
  }

  @Test
  void whatIsTooMuchForOneAnswerIsLeftForTheNext() {
    for (int i = 0; i < StripeBooks.AT_ONCE + 1; i++) {
      payments.account().hold("another");
    }
    var part = service(new ReconciliationService.Limits(1, 100)).compare(begin, null);
    assertThat(part.from()).isAfterOrEqualTo(begin.truncatedTo(ChronoUnit.SECONDS));
    assertThat(part.compared()).isZero();
    var whole = service(ReconciliationService.LIMITS).compare(begin, null);
    assertThat(whole.from()).isEqualTo(begin);
  }

  @Test
  void soAreChargesThatStripeDoesNotList() {
    var lost = List.of(completed(), completed());
    for (Purchase purchase : lost) {
      change(purchase, "stripe_id = 'pi_lost_" + purchase.chargeId() + "'");
    }
    var part = service(new ReconciliationService.Limits(100, 1)).compare(begin, null);
    assertThat(part.from()).isAfter(begin);
    assertThat(part.differences())
        .extracting(DifferenceRepresentation::chargeId)
        .contains(lost.getLast().chargeId())
        .doesNotContain(lost.getFirst().chargeId());
    // The one at the border comes again.
    var rest = service(new ReconciliationService.Limits(100, 2)).compare(begin, part.from());
    assertThat(rest.differences())
        .extracting(DifferenceRepresentation::chargeId)
        .contains(lost.getFirst().chargeId());
  }

  @Test
  void overRestAdminsSeeWhatIsOlderThanAMinute() {
    var purchase = completed();
    change(purchase, "amount = 1400");
    assertThat(get(purchase.chargeId())).isEmpty();
    change(purchase, "updated_at = now() - interval '61 seconds'");
    assertThat(get(purchase.chargeId())).hasSize(1);
  }

  @Test
  void overRestOnlyAdminsAreAnswered() {
    String path = "/admin/differences/of-span?from=" + begin;
    assertRefused(payments.signedOut().get(path), ErrorCode.UNAUTHENTICATED);
    assertRefused(payments.as(UUID.randomUUID()).get(path), ErrorCode.FORBIDDEN);
  }

  @Test
  void overRestASpanOfTimeIsNeeded() {
    var admin = payments.asAdmin();
    var none = admin.get("/admin/differences/of-span");
    assertRefused(none, ErrorCode.BAD_USER_INPUT);
    assertThat(none.field("from")).isNotEmpty();
    var malformed = admin.get("/admin/differences/of-span?from=yesterday");
    assertRefused(malformed, ErrorCode.BAD_USER_INPUT);
    assertThat(malformed.field("from")).isNotEmpty();
    for (String span :
        List.of(
            "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
            "from=2026-01-01T00:00:00Z&to=2026-02-02T00:00:00Z",
            "from=" + begin + "&to=" + begin.plus(Duration.ofDays(2)))) {
      var refused = admin.get("/admin/differences/of-span?" + span);
      assertRefused(refused, ErrorCode.BAD_USER_INPUT);
      assertThat(refused.field("to")).isNotEmpty();
    }
  }

  @Test
  void overRestNobodyAsksForTimesBeforeStripeWas() {
    var refused =
        payments
            .asAdmin()
            .get(
                "/admin/differences/of-span?from=-1000000-01-01T00:00:00Z&to=-1000000-01-02T00:00:00Z");
    assertRefused(refused, ErrorCode.BAD_USER_INPUT);
    assertThat(refused.field("from")).isNotEmpty();
  }

  @Test
  void overRestStripeMayBeAway() {
    payments.line().rule(call -> call.isRead() ? Passage.ERROR : Passage.FREE);
    assertRefused(
        payments.asAdmin().get("/admin/differences/of-span?from=" + begin),
        ErrorCode.SERVICE_UNAVAILABLE);
  }

  private List<DifferenceRepresentation> of(Purchase purchase) {
    return of(purchase.payment().id());
  }

  /** As it will be seen in a while. */
  private List<DifferenceRepresentation> of(String intentId) {
    return service(ReconciliationService.LIMITS).compare(begin, null).differences().stream()
        .filter(difference -> difference.stripeId().equals(intentId))
        .toList();
  }

  private ReconciliationService service(ReconciliationService.Limits limits) {
    var config =
        new StripeConfig(
            payments.account().url().toString(),
            new Secret("sk_test_standin"),
            "test",
            Secret.NONE);
    var later = InstantSource.fixed(InstantSource.system().instant().plus(Duration.ofMinutes(2)));
    return new ReconciliationService(
        payments.jdbi(), new StripeBooks(config), () -> {}, limits, later);
  }

  private List<DifferenceRepresentation> get(UUID chargeId) {
    return payments
        .asAdmin()
        .get("/admin/differences/of-span?from=" + begin)
        .as(ReconciliationRepresentation.class)
        .differences()
        .stream()
        .filter(difference -> chargeId.equals(difference.chargeId()))
        .toList();
  }

  private Purchase authorized() {
    var purchase = Purchase.of(payments);
    var unused = purchase.paying("pm_card_visa");
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    return purchase;
  }

  private Purchase completed() {
    var purchase = authorized();
    purchase.settled().awaitHeard();
    await().until(purchase::isAtRest);
    return purchase;
  }

  private void change(Purchase purchase, String what) {
    payments
        .jdbi()
        .useHandle(handle ->
            handle.execute("update charges set " + what + " where id = ?", purchase.chargeId()));
  }

  private static void assertRefused(Reply reply, ErrorCode code) {
    assertThat(reply.status()).isEqualTo(code.status());
    assertThat(reply.code()).isEqualTo(code);
  }
}
