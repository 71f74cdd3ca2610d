package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static ticketing.dev.stripe.Seller.assertRead;
import static ticketing.dev.stripe.Seller.order;
import static ticketing.dev.stripe.Seller.refused;

import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 3-D Secure: the bank asks the buyer before the card is charged. */
class StandInBankIT {

  @RegisterExtension private static final OwnStandIn STAND_IN = new OwnStandIn();

  private final Seller seller = STAND_IN.seller();
  private final Developer developer = STAND_IN.developer();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pm_card_authenticationRequired",
        "pm_card_authenticationRequiredOnSetup",
        "pm_card_authenticationRequiredSetupForOffSession",
        "pm_card_threeDSecure2Required"
      })
  void theBankAsksFirst(String card) throws StripeException {
    var asked = confirm(seller.open(), card);
    assertRead(asked);
    assertThat(asked.getStatus()).isEqualTo("requires_action");
    assertThat(asked.getNextAction().getType()).isEqualTo("use_stripe_sdk");
    assertThat(asked.getNextAction().getUseStripeSdk())
        .containsEntry("type", "three_d_secure_redirect")
        .extractingByKey("stripe_js")
        .asString()
        .isEqualTo(STAND_IN.standIn().uri() + "/bank?client_secret=" + asked.getClientSecret());
    assertThat(asked.getPaymentMethod()).startsWith("pm_");
    assertThat(asked.getLatestCharge()).isNull();
    assertThat(asked.getAmountCapturable()).isZero();

    var reply = developer.answer(asked.getClientSecret(), "complete");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo(asked.getId() + " is requires_capture\n");
    var held = seller.retrieve(asked);
    assertRead(held);
    assertThat(held.getStatus()).isEqualTo("requires_capture");
    assertThat(held.getNextAction()).isNull();
    var charge = seller.charge(held);
    assertRead(charge);
    var secure = charge.getPaymentMethodDetails().getCard().getThreeDSecure();
    assertThat(secure.getResult()).isEqualTo("authenticated");
    assertThat(secure.getAuthenticationFlow()).isEqualTo("challenge");
    assertThat(seller.intents().capture(held.getId()).getAmountReceived()).isEqualTo(1500);
  }

  @Test
  void theBuyerIsSentThereAndBack() throws StripeException {
    var params =
        order()
            .setPaymentMethod("pm_card_authenticationRequired")
            .setConfirm(true)
            .setReturnUrl("https://shop.example/back?order=7#paid")
            .build();
    var asked = seller.intents().create(params);
    assertRead(asked);
    var redirect = asked.getNextAction().getRedirectToUrl();
    assertThat(asked.getNextAction().getType()).isEqualTo("redirect_to_url");
    assertThat(redirect.getReturnUrl()).isEqualTo("https://shop.example/back?order=7#paid");

    var bank = URI.create(redirect.getUrl());
    var page = developer.get(bank.getPath() + "?" + bank.getQuery());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("1500 usd", asked.getClientSecret(), "Complete", "Fail", "no money moves");
    assertThat(developer.get("/").body()).contains(redirect.getUrl());

    var reply = developer.answer(asked.getClientSecret(), "complete");
    assertThat(reply.statusCode()).isEqualTo(303);
    assertThat(reply.headers().firstValue("Location"))
        .contains(
            "https://shop.example/back?order=7&payment_intent=%s&payment_intent_client_secret=%s&redirect_status=succeeded#paid"
                .formatted(asked.getId(), asked.getClientSecret()));

    var wrong = order().setPaymentMethod("pm_card_visa").setConfirm(true).setReturnUrl("no url");
    assertThat(refused(() -> seller.intents().create(wrong.build())).getParam())
        .isEqualTo("return_url");
  }

  @Test
  void aWrongAnswerAsksForAnotherCard() throws StripeException {
    var asked = confirm(seller.open(), "pm_card_authenticationRequired");
    assertThat(developer.answer(asked.getClientSecret(), "fail").statusCode()).isEqualTo(200);
    var failed = seller.retrieve(asked);
    assertRead(failed);
    assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
    assertThat(failed.getLatestCharge()).isNull();
    assertThat(failed.getPaymentMethod()).isNull();
    var error = failed.getLastPaymentError();
    assertThat(error.getCode()).isEqualTo("payment_intent_authentication_failure");
    assertThat(error.getType()).isEqualTo("invalid_request_error");
    assertThat(error.getPaymentMethod().getId()).isEqualTo(asked.getPaymentMethod());

    assertThat(confirm(failed, "pm_card_visa").getStatus()).isEqualTo("requires_capture");
  }

  @ParameterizedTest
  @CsvSource({
    "pm_card_threeDSecureRequiredChargeDeclined, generic_decline",
    "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds, insufficient_funds"
  })
  void aCardIsDeclinedAfterTheRightAnswer(String card, String declineCode) throws StripeException {
    var asked = confirm(seller.open(), card);
    assertThat(asked.getStatus()).isEqualTo("requires_action");
    assertThat(developer.answer(asked.getClientSecret(), "complete").body())
        .isEqualTo(asked.getId() + " is requires_payment_method\n");
    var declined = seller.retrieve(asked);
    assertThat(declined.getLastPaymentError().getDeclineCode()).isEqualTo(declineCode);
    assertThat(seller.charge(declined).getStatus()).isEqualTo("failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pm_card_threeDSecureOptional",
        "pm_card_threeDSecureOptionalProcessingError",
        "pm_card_amex_threeDSecureNotSupported"
      })
  void theBankAsksNothingWhereItNeedNot(String card) throws StripeException {
    var held = confirm(seller.open(), card);
    assertThat(held.getStatus()).isEqualTo("requires_capture");
    assertThat(seller.charge(held).getPaymentMethodDetails().getCard().getThreeDSecure()).isNull();
  }

  @Test
  void anIntentThatIsPaidAtOnceSucceedsWithTheAnswer() throws StripeException {
    var params =
        order()
            .setCaptureMethod(CaptureMethod.AUTOMATIC)
            .setPaymentMethod("pm_card_threeDSecure2Required")
            .setConfirm(true)
            .build();
    var asked = seller.intents().create(params);
    developer.answer(asked.getClientSecret(), "complete");
    assertThat(seller.retrieve(asked).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void onlyTheSecretAndOneAnswerCount() throws StripeException {
    var asked = confirm(seller.open(), "pm_card_authenticationRequired");
    var secret = asked.getClientSecret();
    for (var wrong : new String[] {secret + "x", asked.getId(), "pi_none_secret_x"}) {
      assertThat(developer.answer(wrong, "complete").statusCode()).as(wrong).isEqualTo(404);
      assertThat(developer.get("/bank?client_secret=" + wrong).statusCode()).isEqualTo(404);
    }
    assertThat(developer.answer(secret, "perhaps").statusCode()).isEqualTo(400);
    assertThat(developer.post("/bank", Map.of("answer", "complete")).statusCode()).isEqualTo(400);
    assertThat(seller.retrieve(asked).getStatus()).isEqualTo("requires_action");

    assertThat(developer.answer(secret, "complete").statusCode()).isEqualTo(200);
    for (var answer : new String[] {"complete", "fail"}) {
      var late = developer.answer(secret, answer);
      assertThat(late.statusCode()).isEqualTo(409);
      assertThat(late.body())
          .isEqualTo("The bank asks nothing: %s is requires_capture.\n".formatted(asked.getId()));
    }
    assertThat(developer.get("/bank?client_secret=" + secret).body()).contains("Nothing is asked");
    assertThat(seller.retrieve(asked).getStatus()).isEqualTo("requires_capture");
  }

  @Test
  void aBuyerWhoNeverAnswersIsGivenUp() throws StripeException {
    var asked = confirm(seller.open(), "pm_card_authenticationRequired");
    var canceled = seller.intents().cancel(asked.getId());
    assertRead(canceled);
    assertThat(canceled.getStatus()).isEqualTo("canceled");
    assertThat(canceled.getNextAction()).isNull();
    assertThat(developer.answer(asked.getClientSecret(), "complete").statusCode()).isEqualTo(409);

    // Another card takes the place of the one whose bank still asks.
    var stuck = confirm(seller.open(), "pm_card_authenticationRequired");
    assertThat(confirm(stuck, "pm_card_visa").getStatus()).isEqualTo("requires_capture");
  }

  private PaymentIntent confirm(PaymentIntent intent, String card) throws StripeException {
    var params = PaymentIntentConfirmParams.builder().setPaymentMethod(card).build();
    return seller.intents().confirm(intent.getId(), params);
  }
}
