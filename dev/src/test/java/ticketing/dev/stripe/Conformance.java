package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static ticketing.dev.stripe.Seller.assertRead;
import static ticketing.dev.stripe.Seller.declined;
import static ticketing.dev.stripe.Seller.key;
import static ticketing.dev.stripe.Seller.order;
import static ticketing.dev.stripe.Seller.refused;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.ChargeListParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentMethodCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the stand-in and Stripe itself both have to do. */
abstract class Conformance {

  /** Who asks the one or the other. */
  abstract Seller seller();

  @Test
  void aCardIsHeldThenCaptured() throws StripeException {
    var open = seller().open();
    assertRead(open);
    assertThat(open.getStatus()).isEqualTo("requires_payment_method");
    var held = seller().intents().confirm(open.getId(), with("pm_card_visa"));
    assertRead(held);
    assertThat(held.getStatus()).isEqualTo("requires_capture");
    assertThat(held.getAmountCapturable()).isEqualTo(1500);
    var captured = seller().intents().capture(held.getId());
    assertRead(captured);
    assertThat(captured.getStatus()).isEqualTo("succeeded");
    assertThat(captured.getAmountReceived()).isEqualTo(1500);
    var charge = seller().charge(captured);
    assertRead(charge);
    assertThat(charge.getCaptured()).isTrue();
    assertThat(charge.getPaid()).isTrue();
    assertThat(charge.getRefunds()).isNull();

    unexpected(() -> seller().intents().capture(held.getId()));
    unexpected(() -> seller().intents().cancel(held.getId()));
    unexpected(() -> seller().intents().confirm(held.getId()));
  }

  @Test
  void aPartIsCaptured() throws StripeException {
    var held = seller().held();
    var tooMuch = PaymentIntentCaptureParams.builder().setAmountToCapture(1501L).build();
    var refusal = refused(() -> seller().intents().capture(held.getId(), tooMuch));
    assertThat(refusal.getStatusCode()).isEqualTo(400);
    assertThat(refusal.getCode()).isEqualTo("amount_too_large");
    var part = PaymentIntentCaptureParams.builder().setAmountToCapture(1000L).build();
    var captured = seller().intents().capture(held.getId(), part);
    assertThat(captured.getAmountReceived()).isEqualTo(1000);
  }

  @Test
  void aHoldIsLetGoOf() throws StripeException {
    var canceled = seller().intents().cancel(seller().held().getId());
    assertRead(canceled);
    assertThat(canceled.getStatus()).isEqualTo("canceled");
    assertThat(canceled.getAmountCapturable()).isZero();
    unexpected(() -> seller().intents().capture(canceled.getId()));
    unexpected(() -> seller().intents().cancel(canceled.getId()));
  }

  @ParameterizedTest
  @CsvSource({
    "pm_card_visa_chargeDeclined, card_declined, generic_decline,",
    "pm_card_visa_chargeDeclinedInsufficientFunds, card_declined, insufficient_funds,",
    "pm_card_chargeDeclinedExpiredCard, expired_card, expired_card, exp_month",
    "pm_card_chargeDeclinedIncorrectCvc, incorrect_cvc, incorrect_cvc, cvc",
    "pm_card_chargeDeclinedProcessingError, processing_error, processing_error,"
  })
  void aCardIsDeclined(String card, String code, String declineCode, @Nullable String param)
      throws StripeException {
    var open = seller().open();
    var decline = declined(() -> seller().intents().confirm(open.getId(), with(card)));
    assertThat(decline.getStripeError().getType()).isEqualTo("card_error");
    assertThat(decline.getCode()).isEqualTo(code);
    assertThat(decline.getDeclineCode()).isEqualTo(declineCode);
    assertThat(decline.getParam()).isEqualTo(param);
    var after = seller().retrieve(open);
    assertRead(after);
    assertThat(after.getStatus()).isEqualTo("requires_payment_method");
    assertThat(after.getLastPaymentError().getCode()).isEqualTo(code);
    assertThat(seller().charge(after).getStatus()).isEqualTo("failed");
  }

  @ParameterizedTest
  @CsvSource({
    "4242424242424241, 12, 2040, 123, incorrect_number, number",
    "4242424242424242, 13, 2040, 123, invalid_expiry_month, exp_month",
    "4242424242424242, 12, 2020, 123, invalid_expiry_year, exp_year",
    "4242424242424242, 12, 2040, 99, invalid_cvc, cvc"
  })
  void aCardIsMistyped(
      String number, long month, long year, String cvc, String code, String param) {
    // Stripe takes numbers only from accounts that it was asked to let send them.
    assumeTrue(() -> takesNumbers());
    var mistake =
        declined(
            () -> seller().stripe().v1().paymentMethods().create(typed(number, month, year, cvc)));
    assertThat(mistake.getStripeError().getType()).isEqualTo("card_error");
    assertThat(mistake.getCode()).isEqualTo(code);
    assertThat(mistake.getParam()).isEqualTo(param);
  }

  @Test
  void theBankAsksFirst() throws StripeException {
    var open = seller().open();
    var asked = seller().intents().confirm(open.getId(), with("pm_card_threeDSecure2Required"));
    assertRead(asked);
    assertThat(asked.getStatus()).isEqualTo("requires_action");
    assertThat(asked.getNextAction().getType()).isEqualTo("use_stripe_sdk");
    assertThat(asked.getAmountCapturable()).isZero();
    unexpected(() -> seller().intents().capture(asked.getId()));
    assertThat(seller().intents().cancel(asked.getId()).getStatus()).isEqualTo("canceled");

    var returning =
        order()
            .setPaymentMethod("pm_card_threeDSecure2Required")
            .setConfirm(true)
            .setReturnUrl("https://shop.example/back")
            .build();
    var redirected = seller().intents().create(returning);
    assertRead(redirected);
    assertThat(redirected.getNextAction().getType()).isEqualTo("redirect_to_url");
    assertThat(redirected.getNextAction().getRedirectToUrl().getReturnUrl())
        .isEqualTo("https://shop.example/back");
  }

  @Test
  void aKeyIsForOneRequest() throws StripeException {
    var key = UUID.randomUUID().toString();
    var first = seller().intents().create(order().build(), key(key));
    var again = seller().intents().create(order().build(), key(key));
    assertThat(again.getId()).isEqualTo(first.getId());
    assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
        .contains("true");
    var other =
        catchThrowableOfType(
            IdempotencyException.class,
            () -> seller().intents().create(order().setAmount(1600L).build(), key(key)));
    assertThat(other.getStatusCode()).isEqualTo(400);
    assertThat(other.getStripeError().getType()).isEqualTo("idempotency_error");

    var decline = UUID.randomUUID().toString();
    var bad = with("pm_card_visa_chargeDeclined");
    var error = declined(() -> seller().intents().confirm(first.getId(), bad, key(decline)));
    assertThat(
            declined(() -> seller().intents().confirm(first.getId(), bad, key(decline)))
                .getCharge())
        .isEqualTo(error.getCharge());
  }

  @Test
  void moneyGoesBack() throws StripeException {
    var paid = seller().intents().capture(seller().held().getId());
    var refunds = seller().stripe().v1().refunds();
    var part = refunds.create(of(paid).setAmount(500L).build());
    assertRead(part);
    assertThat(part.getStatus()).isEqualTo("succeeded");
    var tooMuch = refused(() -> refunds.create(of(paid).setAmount(1001L).build()));
    assertThat(tooMuch.getParam()).isEqualTo("amount");
    var rest = refunds.create(of(paid).build());
    assertThat(rest.getAmount()).isEqualTo(1000);
    assertThat(refused(() -> refunds.create(of(paid).build())).getCode())
        .isEqualTo("charge_already_refunded");
    assertRead(refunds.retrieve(rest.getId()));
    var list = refunds.list(RefundListParams.builder().setPaymentIntent(paid.getId()).build());
    assertRead(list);
    assertThat(list.getData())
        .extracting(Refund::getId)
        .containsExactly(rest.getId(), part.getId());

    var expand = PaymentIntentRetrieveParams.builder().addExpand("latest_charge.refunds").build();
    var expanded = seller().intents().retrieve(paid.getId(), expand);
    assertRead(expanded);
    var charge = expanded.getLatestChargeObject();
    assertThat(charge.getRefunded()).isTrue();
    assertThat(charge.getAmountRefunded()).isEqualTo(1500);
    assertThat(charge.getRefunds().getData()).hasSize(2);

    var held = seller().held();
    assertThat(refused(() -> refunds.create(of(seller().open()).build())).getStatusCode())
        .isEqualTo(400);
    assertThat(seller().intents().cancel(held.getId()).getStatus()).isEqualTo("canceled");
  }

  @Test
  void intentsAndChargesAreListed() throws StripeException {
    var first = seller().held();
    var second = seller().open();
    var since =
        PaymentIntentListParams.builder()
            .setCreated(
                PaymentIntentListParams.Created.builder().setGte(first.getCreated()).build())
            .setLimit(100L)
            .addExpand("data.latest_charge")
            .build();
    var list = seller().intents().list(since);
    assertRead(list);
    assertThat(list.getData())
        .extracting(PaymentIntent::getId)
        .containsSubsequence(second.getId(), first.getId());
    var charges =
        seller()
            .stripe()
            .v1()
            .charges()
            .list(ChargeListParams.builder().setPaymentIntent(first.getId()).build());
    assertRead(charges);
    assertThat(charges.getData())
        .singleElement()
        .satisfies(charge -> assertThat(charge.getId()).isEqualTo(first.getLatestCharge()));
  }

  @Test
  void whatIsWrongIsNamed() {
    var missing = refused(() -> seller().intents().retrieve("pi_none"));
    assertThat(missing.getStatusCode()).isEqualTo(404);
    assertThat(missing.getCode()).isEqualTo("resource_missing");
    var small = refused(() -> seller().intents().create(order().setAmount(1L).build()));
    assertThat(small.getStatusCode()).isEqualTo(400);
    assertThat(small.getCode()).isEqualTo("amount_too_small");
    var surprise = order().putExtraParam("surprise", "1").build();
    var unknown = refused(() -> seller().intents().create(surprise));
    assertThat(unknown.getCode()).isEqualTo("parameter_unknown");
    assertThat(unknown.getParam()).isEqualTo("surprise");
    var stranger = new Seller(seller().base(), "sk_test_none");
    assertThatThrownBy(stranger::open)
        .isInstanceOfSatisfying(
            AuthenticationException.class,
            refusal -> assertThat(refusal.getStatusCode()).isEqualTo(401));
  }

  private boolean takesNumbers() {
    try {
      var method = typed("4242424242424242", 12, 2040, "123");
      return seller().stripe().v1().paymentMethods().create(method) != null;
    } catch (StripeException e) {
      return false;
    }
  }

  private static void unexpected(ThrowingCallable call) {
    var refusal = refused(call);
    assertThat(refusal.getStatusCode()).isEqualTo(400);
    assertThat(refusal.getCode()).isEqualTo("payment_intent_unexpected_state");
    assertThat(refusal.getStripeError().getType()).isEqualTo("invalid_request_error");
    assertThat(refusal.getStripeError().getPaymentIntent()).isNotNull();
  }

  private static PaymentMethodCreateParams typed(String number, long month, long year, String cvc) {
    return PaymentMethodCreateParams.builder()
        .setType(PaymentMethodCreateParams.Type.CARD)
        .putExtraParam(
            "card", Map.of("number", number, "exp_month", month, "exp_year", year, "cvc", cvc))
        .build();
  }

  private static RefundCreateParams.Builder of(PaymentIntent intent) {
    return RefundCreateParams.builder().setPaymentIntent(intent.getId());
  }

  private static PaymentIntentConfirmParams with(String method) {
    return PaymentIntentConfirmParams.builder().setPaymentMethod(method).build();
  }
}
