package ticketing.payments.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.service.PaymentIntentService;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Money;
import ticketing.payments.stripe.Answer.CardError;
import ticketing.payments.stripe.Answer.Intent;
import ticketing.payments.stripe.Answer.Refused;
import ticketing.payments.stripe.Answer.Silence;

/**
 * Calls Stripe, once each: whoever calls decides whether to call again. A call takes at most 25 s
 * (5 to connect, 20 to read), and as long again where the connection was closed under it: then the
 * JDK itself sends it a second time, with the same idempotency key.
 */
public final class StripeGateway {

  /** A call of stripe-java's. */
  @FunctionalInterface
  private interface Call {
    PaymentIntent on(PaymentIntentService intents) throws StripeException;
  }

  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

  private final PaymentIntentService intents;
  private final String installation;

  public StripeGateway(StripeConfig config) {
    this(config, CONNECT_TIMEOUT, READ_TIMEOUT);
  }

  StripeGateway(StripeConfig config, Duration connectTimeout, Duration readTimeout) {
    StripeClient client =
        StripeClient.builder()
            .setApiKey(config.secretKey())
            .setApiBase(config.apiBase())
            .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()))
            .setReadTimeout(Math.toIntExact(readTimeout.toMillis()))
            .setMaxNetworkRetries(0)
            .build();
    this.intents = client.v1().paymentIntents();
    this.installation = config.installation();
  }

  /** Makes the intent that will hold the money when it is confirmed, and take it when captured. */
  public Answer create(UUID chargeId, UUID orderId, Money amount, String key) {
    var params =
        PaymentIntentCreateParams.builder()
            .setAmount((long) amount.amount())
            .setCurrency(amount.currency())
            .setCaptureMethod(CaptureMethod.MANUAL)
            .addPaymentMethodType("card")
            .putMetadata("installation", installation)
            .putMetadata("order", orderId.toString())
            .putMetadata("charge", chargeId.toString())
            .build();
    return call(service -> service.create(params, options(key)));
  }

  /** Asks the card for the money: it is held, not taken. */
  public Answer confirm(String intentId, String paymentMethodId, String key) {
    var params = PaymentIntentConfirmParams.builder().setPaymentMethod(paymentMethodId).build();
    return call(service -> service.confirm(intentId, params, options(key)));
  }

  /** Takes what is held. */
  public Answer capture(String intentId, String key) {
    return call(service -> service.capture(intentId, options(key)));
  }

  /** Lets go of what is held. */
  public Answer cancel(String intentId, String key) {
    return call(service -> service.cancel(intentId, options(key)));
  }

  public Answer retrieve(String intentId) {
    return call(service -> service.retrieve(intentId));
  }

  private static RequestOptions options(String idempotencyKey) {
    return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
  }

  private Answer call(Call call) {
    try {
      return intent(call.on(intents));
    } catch (CardException e) {
      return new CardError(code(e), e.getDeclineCode());
    } catch (InvalidRequestException e) {
      // A payment method that does not exist is the buyer's to mend, like a mistyped card.
      return "payment_method".equals(e.getParam())
          ? new CardError("resource_missing", null)
          : refused(e);
    } catch (StripeException e) {
      return isNoAnswer(e) ? new Silence(String.valueOf(e.getMessage())) : refused(e);
    } catch (RuntimeException e) {
      // stripe-java's way with an empty body; or a status that this code does not know.
      return new Silence("what came cannot be read: " + e);
    }
  }

  /** No answer, one that cannot be read, or word of an earlier call that is still under way. */
  private static boolean isNoAnswer(StripeException e) {
    return e.getStatusCode() == null
        || e.getStatusCode() < 400
        || "idempotency_key_in_use".equals(e.getCode());
  }

  private static Refused refused(StripeException e) {
    return new Refused(e.getStatusCode(), e.getCode(), String.valueOf(e.getMessage()));
  }

  private static String code(StripeException e) {
    return e.getCode() == null ? "card_declined" : e.getCode();
  }

  private static Intent intent(PaymentIntent intent) {
    var status = Intent.Status.valueOf(intent.getStatus().toUpperCase(Locale.ROOT));
    return new Intent(
        intent.getId(), intent.getClientSecret(), status, cardError(intent.getLastPaymentError()));
  }

  private static @Nullable CardError cardError(@Nullable StripeError error) {
    return error == null || error.getCode() == null
        ? null
        : new CardError(error.getCode(), error.getDeclineCode());
  }
}
