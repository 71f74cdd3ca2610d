package ticketing.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.chassis.observe.Secret;
import ticketing.contracts.Money;
import ticketing.dev.stripe.Settings;
import ticketing.payments.stripe.Answer.CardError;
import ticketing.payments.stripe.Answer.Intent;
import ticketing.payments.stripe.Answer.Intent.Status;
import ticketing.payments.stripe.Answer.Refused;
import ticketing.payments.stripe.StripeAccount.Payment;

/** Stripe's answers, from the stand-in. What no stand-in says is in {@link NoAnswerIT}. */
@TestInstance(Lifecycle.PER_CLASS)
class StripeGatewayIT {

  private static final Money PRICE = new Money(1500, "eur");

  private final UUID order = UUID.randomUUID();
  private StripeAccount account;
  private StripeGateway stripe;

  @BeforeAll
  void open(@TempDir Path ledger) {
    account = StripeAccount.open(ledger);
    stripe = gateway(account.url(), Settings.DEFAULT_SECRET_KEY);
  }

  @AfterAll
  void close() {
    account.close();
  }

  @Test
  void theMoneyIsHeldThenTaken() {
    var charge = UUID.randomUUID();
    var created = intent(stripe.ask(new StripeCall.Create(charge, order, PRICE, key())));
    assertThat(created.status()).isEqualTo(Status.REQUIRES_PAYMENT_METHOD);
    assertThat(created.clientSecret()).startsWith(created.id() + "_secret_");
    assertThat(created.lastError()).isNull();
    assertThat(payment(created))
        .isEqualTo(payment(created.id(), "requires_payment_method", 0, 0, 0, charge));

    var held = intent(stripe.ask(new StripeCall.Confirm(created.id(), "pm_card_visa", key())));
    assertThat(held.status()).isEqualTo(Status.REQUIRES_CAPTURE);
    assertThat(intent(stripe.ask(new StripeCall.Read(created.id())))).isEqualTo(held);
    assertThat(payment(created))
        .isEqualTo(payment(created.id(), "requires_capture", 1500, 0, 1, charge));

    var taken = intent(stripe.ask(new StripeCall.Capture(created.id(), key())));
    assertThat(taken.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(payment(created)).isEqualTo(payment(created.id(), "succeeded", 0, 1500, 1, charge));
  }

  @Test
  void whatIsHeldIsLetGo() {
    var held = held();
    assertThat(intent(stripe.ask(new StripeCall.Cancel(held.id(), key()))).status())
        .isEqualTo(Status.CANCELED);
    assertThat(payment(held).held()).isZero();
    assertThat(intent(stripe.ask(new StripeCall.Read(held.id()))).status())
        .isEqualTo(Status.CANCELED);
  }

  @ParameterizedTest
  @CsvSource({
    "pm_card_visa_chargeDeclined, card_declined, generic_decline, generic_decline, false",
    "pm_card_visa_chargeDeclinedInsufficientFunds, card_declined, insufficient_funds,"
        + " insufficient_funds, false",
    "pm_card_radarBlock, card_declined, fraudulent, fraudulent, false",
    "pm_card_chargeDeclinedProcessingError, processing_error, processing_error, processing_error,"
        + " false",
    "pm_card_chargeDeclinedIncorrectCvc, incorrect_cvc, incorrect_cvc, incorrect_cvc, true",
    "pm_card_chargeDeclinedExpiredCard, expired_card, expired_card, expired_card, true",
    "pm_there_is_none, resource_missing, , resource_missing, true",
  })
  void aCardThatIsNotTaken(
      String card, String code, String declineCode, String reason, boolean mistyped) {
    var created = created();
    var error = (CardError) stripe.ask(new StripeCall.Confirm(created.id(), card, key()));
    assertThat(error).isEqualTo(new CardError(code, declineCode));
    assertThat(error.reason()).isEqualTo(reason);
    assertThat(error.isMistyped()).isEqualTo(mistyped);
    var after = intent(stripe.ask(new StripeCall.Read(created.id())));
    assertThat(after.status()).isEqualTo(Status.REQUIRES_PAYMENT_METHOD);
    assertThat(after.lastError()).isEqualTo(code.equals("resource_missing") ? null : error);
    var other = intent(stripe.ask(new StripeCall.Confirm(created.id(), "pm_card_visa", key())));
    assertThat(other.status()).isEqualTo(Status.REQUIRES_CAPTURE);
    assertThat(other.lastError()).isNull();
  }

  @Test
  void whatStripeRefuses() {
    String unexpected = "payment_intent_unexpected_state";
    var created = created();
    assertRefused(stripe.ask(new StripeCall.Capture(created.id(), key())), 400, unexpected);
    var held = held();
    assertRefused(
        stripe.ask(new StripeCall.Confirm(held.id(), "pm_card_visa", key())), 400, unexpected);
    assertThat(stripe.ask(new StripeCall.Capture(held.id(), key()))).isInstanceOf(Intent.class);
    assertRefused(stripe.ask(new StripeCall.Capture(held.id(), key())), 400, unexpected);
    assertRefused(stripe.ask(new StripeCall.Cancel(held.id(), key())), 400, unexpected);
    assertRefused(stripe.ask(new StripeCall.Read("pi_none")), 404, "resource_missing");
    var little = new Money(1, "eur");
    assertRefused(
        stripe.ask(new StripeCall.Create(UUID.randomUUID(), order, little, key())),
        400,
        "amount_too_small");
    var stranger = gateway(account.url(), "sk_test_other");
    assertRefused(stranger.ask(new StripeCall.Read(created.id())), 401, null);
  }

  @Test
  void theSameCallWithTheSameKeyIsDoneOnce() {
    var charge = UUID.randomUUID();
    String key = key();
    var created = intent(stripe.ask(new StripeCall.Create(charge, order, PRICE, key)));
    assertThat(stripe.ask(new StripeCall.Create(charge, order, PRICE, key))).isEqualTo(created);
    assertThat(intent(stripe.ask(new StripeCall.Create(charge, order, PRICE, key()))).id())
        .isNotEqualTo(created.id());

    String card = key();
    var held = stripe.ask(new StripeCall.Confirm(created.id(), "pm_card_visa", card));
    assertThat(stripe.ask(new StripeCall.Confirm(created.id(), "pm_card_visa", card)))
        .isEqualTo(held);
    assertThat(payment(created).attempts()).isOne();
    // Nor what was so when the key was new: the answer is the first one's, not what is so now.
    assertThat(stripe.ask(new StripeCall.Create(charge, order, PRICE, key))).isEqualTo(created);
  }

  @Test
  void anErrorIsGivenAgainUntilTheKeyChanges() {
    var created = created();
    String key = key();
    var declined = stripe.ask(new StripeCall.Confirm(created.id(), "pm_card_chargeDeclined", key));
    assertThat(stripe.ask(new StripeCall.Confirm(created.id(), "pm_card_chargeDeclined", key)))
        .isEqualTo(declined);
    assertThat(payment(created).attempts()).isOne();
    String captureKey = key();
    assertRefused(
        stripe.ask(new StripeCall.Capture(created.id(), captureKey)),
        400,
        "payment_intent_unexpected_state");
    assertThat(stripe.ask(new StripeCall.Confirm(created.id(), "pm_card_visa", key())))
        .isInstanceOf(Intent.class);
    assertRefused(
        stripe.ask(new StripeCall.Capture(created.id(), captureKey)),
        400,
        "payment_intent_unexpected_state");
    assertThat(intent(stripe.ask(new StripeCall.Capture(created.id(), key()))).status())
        .isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void aKeyThatWasUsedForSomethingElseIsRefused() {
    var created = created();
    String key = key();
    assertThat(stripe.ask(new StripeCall.Confirm(created.id(), "pm_card_chargeDeclined", key)))
        .isInstanceOf(CardError.class);
    assertRefused(stripe.ask(new StripeCall.Confirm(created.id(), "pm_card_visa", key)), 400, null);
    assertThat(intent(stripe.ask(new StripeCall.Read(created.id()))).status())
        .isEqualTo(Status.REQUIRES_PAYMENT_METHOD);
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(
            new StripeConfig(
                    "http://127.0.0.1:1",
                    new Secret("sk_test_secret"),
                    "local",
                    new Secret("whsec_secret"))
                .toString())
        .contains("http://127.0.0.1:1", "local")
        .doesNotContain("sk_test_secret", "whsec_secret");
    var created = created();
    assertThat(created.toString()).doesNotContain(created.clientSecret());
  }

  private Intent created() {
    return intent(stripe.ask(new StripeCall.Create(UUID.randomUUID(), order, PRICE, key())));
  }

  private Intent held() {
    return intent(stripe.ask(new StripeCall.Confirm(created().id(), "pm_card_visa", key())));
  }

  private Payment payment(Intent intent) {
    return account.payments(order).stream()
        .filter(payment -> payment.id().equals(intent.id()))
        .findAny()
        .orElseThrow();
  }

  private static Payment payment(
      String id, String status, long held, long captured, int attempts, UUID charge) {
    return new Payment(
        id, status, 1500, "eur", held, captured, attempts, "test", charge.toString());
  }

  private static Intent intent(Answer answer) {
    assertThat(answer).isInstanceOf(Intent.class);
    return (Intent) answer;
  }

  private static void assertRefused(Answer answer, int status, @Nullable String code) {
    assertThat(answer).isInstanceOf(Refused.class);
    var refused = (Refused) answer;
    assertThat(refused.httpStatus()).isEqualTo(status);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.message()).isNotBlank();
    assertThat(refused.isFromStripe()).isTrue();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static StripeGateway gateway(URI url, String secretKey) {
    return new StripeGateway(
        new StripeConfig(url.toString(), new Secret(secretKey), "test", Secret.NONE));
  }
}
