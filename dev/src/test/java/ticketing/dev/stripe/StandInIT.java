package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static ticketing.dev.stripe.Seller.assertRead;
import static ticketing.dev.stripe.Seller.declined;
import static ticketing.dev.stripe.Seller.refused;

import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.AutomaticPaymentMethods;
import com.stripe.param.PaymentMethodCreateParams;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a payment. */
@TestInstance(Lifecycle.PER_CLASS)
class StandInIT {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
  private StandIn standIn;
  private Seller seller;

  @BeforeAll
  void start(@TempDir Path folder) {
    standIn = StandIn.start(new Settings(0, folder, Settings.DEFAULT_SECRET_KEY, now::get));
    seller = new Seller(standIn);
  }

  @AfterAll
  void stop() {
    standIn.close();
  }

  @Test
  void aCardIsHeldThenCaptured() throws StripeException {
    var intent = seller.open();
    assertRead(intent);
    assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
    assertThat(intent.getId()).startsWith("pi_");
    assertThat(intent.getClientSecret()).startsWith(intent.getId() + "_secret_");
    assertThat(intent.getAmount()).isEqualTo(1500);
    assertThat(intent.getCreated()).isEqualTo(now.get().getEpochSecond());
    assertThat(intent.getMetadata()).isEqualTo(Map.of("order", "7"));
    assertThat(intent.getLivemode()).isFalse();

    var held = seller.intents().confirm(intent.getId(), with("pm_card_mastercard"));
    assertRead(held);
    assertThat(held.getStatus()).isEqualTo("requires_capture");
    assertThat(held.getAmountCapturable()).isEqualTo(1500);
    assertThat(held.getAmountReceived()).isZero();
    var hold = seller.charge(held);
    assertRead(hold);
    assertThat(hold.getPaid()).isTrue();
    assertThat(hold.getCaptured()).isFalse();
    assertThat(hold.getPaymentMethodDetails().getCard().getBrand()).isEqualTo("mastercard");
    assertThat(hold.getPaymentMethodDetails().getCard().getCaptureBefore())
        .isEqualTo(hold.getCreated() + 7 * 24 * 3600);

    var captured = seller.intents().capture(intent.getId());
    assertRead(captured);
    assertThat(captured.getStatus()).isEqualTo("succeeded");
    assertThat(captured.getAmountCapturable()).isZero();
    assertThat(captured.getAmountReceived()).isEqualTo(1500);
    assertThat(captured.getLatestCharge()).isEqualTo(hold.getId());
    var charge = seller.charge(captured);
    assertRead(charge);
    assertThat(charge.getCaptured()).isTrue();
    assertThat(charge.getAmountCaptured()).isEqualTo(1500);
    assertThat(charge.getAmountRefunded()).isZero();
    assertThat(charge.getPaymentIntent()).isEqualTo(intent.getId());
    assertThat(charge.getOutcome().getType()).isEqualTo("authorized");
    assertThat(charge.getMetadata()).isEqualTo(Map.of("order", "7"));
    assertThat(seller.retrieve(intent).toJson()).isEqualTo(captured.toJson());
  }

  @Test
  void anIntentIsPaidAtOnceUnlessHoldingIsAskedFor() throws StripeException {
    var params =
        PaymentIntentCreateParams.builder()
            .setAmount(99_999_999L)
            .setCurrency("eur")
            .setDescription("Front row")
            .setAutomaticPaymentMethods(
                AutomaticPaymentMethods.builder()
                    .setEnabled(true)
                    .setAllowRedirects(AutomaticPaymentMethods.AllowRedirects.NEVER)
                    .build())
            .setPaymentMethod("pm_card_us")
            .build();
    var intent = seller.intents().create(params);
    assertThat(intent.getStatus()).isEqualTo("requires_confirmation");
    assertThat(intent.getPaymentMethod()).startsWith("pm_").isNotEqualTo("pm_card_us");
    assertThat(intent.getAutomaticPaymentMethods().getAllowRedirects()).isEqualTo("never");

    var paid = seller.intents().confirm(intent.getId());
    assertRead(paid);
    assertThat(paid.getStatus()).isEqualTo("succeeded");
    assertThat(paid.getAmountReceived()).isEqualTo(99_999_999);
    assertThat(seller.charge(paid).getCaptured()).isTrue();
    assertThat(seller.charge(paid).getDescription()).isEqualTo("Front row");
  }

  @Test
  void aPartIsCapturedAndTheRestGoesBack() throws StripeException {
    var held = seller.held();
    var tooMuch = PaymentIntentCaptureParams.builder().setAmountToCapture(1501L).build();
    assertThat(refused(() -> seller.intents().capture(held.getId(), tooMuch)).getCode())
        .isEqualTo("amount_too_large");

    var part = PaymentIntentCaptureParams.builder().setAmountToCapture(1000L).build();
    var captured = seller.intents().capture(held.getId(), part);
    assertThat(captured.getAmount()).isEqualTo(1500);
    assertThat(captured.getAmountReceived()).isEqualTo(1000);
    assertThat(seller.charge(captured).getAmountCaptured()).isEqualTo(1000);
    assertThat(seller.charge(captured).getAmountRefunded()).isEqualTo(500);
    assertThat(seller.charge(captured).getRefunded()).isFalse();
  }

  @Test
  void cancelingLetsGoOfTheHold() throws StripeException {
    var held = seller.held();
    var abandoned =
        PaymentIntentCancelParams.builder()
            .setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
            .build();
    var canceled = seller.intents().cancel(held.getId(), abandoned);
    assertRead(canceled);
    assertThat(canceled.getStatus()).isEqualTo("canceled");
    assertThat(canceled.getCancellationReason()).isEqualTo("abandoned");
    assertThat(canceled.getCanceledAt()).isEqualTo(now.get().getEpochSecond());
    assertThat(canceled.getAmountCapturable()).isZero();
    var charge = seller.charge(canceled);
    assertThat(charge.getCaptured()).isFalse();
    assertThat(charge.getRefunded()).isTrue();
    assertThat(charge.getAmountCaptured()).isZero();

    assertThat(seller.intents().cancel(seller.open().getId()).getStatus()).isEqualTo("canceled");
  }

  @ParameterizedTest
  @CsvSource({
    "pm_card_chargeDeclined, card_declined, generic_decline,",
    "pm_card_visa_chargeDeclined, card_declined, generic_decline,",
    "pm_card_chargeDeclinedInsufficientFunds, card_declined, insufficient_funds,",
    "pm_card_visa_chargeDeclinedLostCard, card_declined, lost_card,",
    "pm_card_visa_chargeDeclinedStolenCard, card_declined, stolen_card,",
    "pm_card_visa_chargeDeclinedVelocityLimitExceeded, card_declined, card_velocity_exceeded,",
    "pm_card_chargeDeclinedFraudulent, card_declined, fraudulent,",
    "pm_card_chargeDeclinedExpiredCard, expired_card, expired_card, exp_month",
    "pm_card_chargeDeclinedIncorrectCvc, incorrect_cvc, incorrect_cvc, cvc",
    "pm_card_chargeDeclinedProcessingError, processing_error, processing_error,",
    "4000000000000002, card_declined, generic_decline,",
    "4000000000009995, card_declined, insufficient_funds,",
    "4000000000009987, card_declined, lost_card,",
    "4000000000009979, card_declined, stolen_card,",
    "4000000000000069, expired_card, expired_card, exp_month",
    "4000000000000127, incorrect_cvc, incorrect_cvc, cvc",
    "4000000000000119, processing_error, processing_error,"
  })
  void aDeclineAsksForAnotherCard(
      String card, String code, String declineCode, @Nullable String param) throws StripeException {
    var method = card.startsWith("pm_") ? card : typed(card, 12, 2034, "123").getId();
    var intent = seller.open();
    var decline = declined(() -> seller.intents().confirm(intent.getId(), with(method)));
    assertThat(decline.getCode()).isEqualTo(code);
    assertThat(decline.getDeclineCode()).isEqualTo(declineCode);
    assertThat(decline.getParam()).isEqualTo(param);
    assertThat(decline.getStripeError().getType()).isEqualTo("card_error");

    var after = seller.retrieve(intent);
    assertRead(after);
    assertThat(decline.getStripeError().getPaymentIntent()).isEqualTo(after);
    assertThat(after.getStatus()).isEqualTo("requires_payment_method");
    assertThat(after.getPaymentMethod()).isNull();
    assertThat(after.getLastPaymentError().getCode()).isEqualTo(code);
    assertThat(after.getLastPaymentError().getDeclineCode()).isEqualTo(declineCode);
    var charge = seller.charge(after);
    assertRead(charge);
    assertThat(charge.getId()).isEqualTo(decline.getCharge());
    assertThat(charge.getStatus()).isEqualTo("failed");
    assertThat(charge.getPaid()).isFalse();
    assertThat(charge.getFailureCode()).isEqualTo(code);

    var paid = seller.intents().confirm(intent.getId(), with("pm_card_visa"));
    assertThat(paid.getStatus()).isEqualTo("requires_capture");
    assertThat(paid.getLastPaymentError()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "4242424242424241, 12, 2034, 123, incorrect_number, number",
    "4242424242424242, 13, 2034, 123, invalid_expiry_month, exp_month",
    "4242424242424242, 12, 2020, 123, invalid_expiry_year, exp_year",
    "4242424242424242, 12, 2034, 99, invalid_cvc, cvc"
  })
  void aMistypedCardIsAnErrorOfItsFieldAndNoCharge(
      String number, long month, long year, String cvc, String code, String param)
      throws StripeException {
    var creating = declined(() -> typed(number, month, year, cvc));
    assertThat(creating.getCode()).isEqualTo(code);
    assertThat(creating.getParam()).isEqualTo(param);

    var intent = seller.open();
    var card = Map.of("number", number, "exp_month", month, "exp_year", year, "cvc", cvc);
    var confirm =
        PaymentIntentConfirmParams.builder()
            .putExtraParam("payment_method_data", Map.of("type", "card", "card", card))
            .build();
    var confirming = declined(() -> seller.intents().confirm(intent.getId(), confirm));
    assertThat(confirming.getCode()).isEqualTo(code);
    assertThat(confirming.getCharge()).isNull();
    var after = seller.retrieve(intent);
    assertThat(confirming.getStripeError().getPaymentIntent()).isEqualTo(after);
    assertThat(after.getStatus()).isEqualTo("requires_payment_method");
    assertThat(after.getLatestCharge()).isNull();
    assertThat(after.getLastPaymentError().getCode()).isEqualTo(code);
  }

  @Test
  void aTypedCardPaysOnce() throws StripeException {
    var method = typed("5555555555554444", 1, 30, "123");
    assertRead(method);
    assertThat(method.getCard().getLast4()).isEqualTo("4444");
    assertThat(method.getCard().getExpYear()).isEqualTo(2030);
    assertThat(method.getCard().getChecks().getCvcCheck()).isEqualTo("pass");
    var methods = seller.stripe().v1().paymentMethods();
    assertThat(methods.retrieve(method.getId())).isEqualTo(method);
    assertThat(methods.retrieve("pm_card_amex").getCard().getBrand()).isEqualTo("amex");

    var paid = seller.intents().confirm(seller.open().getId(), with(method.getId()));
    assertThat(paid.getPaymentMethod()).isEqualTo(method.getId());
    var next = seller.open();
    assertThat(refused(() -> seller.intents().confirm(next.getId(), with(method.getId()))))
        .hasMessageContaining("may not be used again");
  }

  @Test
  void aStateThatDoesNotFitIsRefusedWithTheIntent() throws StripeException {
    var open = seller.open();
    unexpected(open, () -> seller.intents().confirm(open.getId()), "missing a payment method");
    unexpected(open, () -> seller.intents().capture(open.getId()), "requires_payment_method");

    var paid = seller.held();
    unexpected(paid, () -> seller.intents().confirm(paid.getId()), "requires_capture");
    seller.intents().capture(paid.getId());
    unexpected(paid, () -> seller.intents().capture(paid.getId()), "already been captured");
    unexpected(paid, () -> seller.intents().confirm(paid.getId()), "already succeeded");
    unexpected(paid, () -> seller.intents().cancel(paid.getId()), "succeeded");

    var canceled = seller.held();
    seller.intents().cancel(canceled.getId());
    unexpected(canceled, () -> seller.intents().capture(canceled.getId()), "canceled");
    unexpected(canceled, () -> seller.intents().cancel(canceled.getId()), "canceled");
  }

  private void unexpected(PaymentIntent intent, ThrowingCallable call, String message)
      throws StripeException {
    var refusal = refused(call);
    assertThat(refusal.getStatusCode()).isEqualTo(400);
    assertThat(refusal.getCode()).isEqualTo("payment_intent_unexpected_state");
    assertThat(refusal.getMessage()).contains(message);
    assertThat(refusal.getStripeError().getPaymentIntent()).isEqualTo(seller.retrieve(intent));
  }

  private PaymentMethod typed(String number, long month, long year, String cvc)
      throws StripeException {
    return seller
        .stripe()
        .v1()
        .paymentMethods()
        .create(
            PaymentMethodCreateParams.builder()
                .setType(PaymentMethodCreateParams.Type.CARD)
                .setCard(
                    PaymentMethodCreateParams.CardDetails.builder()
                        .setNumber(number)
                        .setExpMonth(month)
                        .setExpYear(year)
                        .setCvc(cvc)
                        .build())
                .build());
  }

  private static PaymentIntentConfirmParams with(String method) {
    return PaymentIntentConfirmParams.builder().setPaymentMethod(method).build();
  }
}
