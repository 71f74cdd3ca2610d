package ticketing.payments.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.service.PaymentIntentService;
import com.stripe.service.RefundService;
import java.time.Duration;
import ticketing.payments.stripe.Answer.CardError;
import ticketing.payments.stripe.Answer.Refused;
import ticketing.payments.stripe.Answer.Silence;

/**
 * Calls Stripe, once each: whoever calls decides whether to call again. A call takes at most 25 s
 * (5 to connect, 20 to read), and as long again where the connection was closed under it: then the
 * JDK itself sends it a second time, with the same idempotency key.
 */
public final class StripeGateway {

  /** What an answer of stripe-java's is made of. */
  @FunctionalInterface
  private interface Request {
    Answer make() throws StripeException;
  }

  static final String REFUNDS = "latest_charge.refunds";
  static final String INSTALLATION = "installation";

  private final PaymentIntentService intents;
  private final RefundService refunds;
  private final String installation;

  public StripeGateway(StripeConfig config) {
    this(config, StripeConfig.CONNECT_TIMEOUT, StripeConfig.READ_TIMEOUT);
  }

  StripeGateway(StripeConfig config, Duration connectTimeout, Duration readTimeout) {
    StripeClient client = config.client(0, connectTimeout, readTimeout);
    this.intents = client.v1().paymentIntents();
    this.refunds = client.v1().refunds();
    this.installation = config.installation();
  }

  /** Makes a call. */
  public Answer ask(StripeCall call) {
    try {
      return request(call).make();
    } catch (CardException e) {
      return new CardError(code(e), e.getDeclineCode());
    } catch (InvalidRequestException e) {
      // A payment method that does not exist is the buyer's to mend, like a mistyped card.
      return "payment_method".equals(e.getParam())
          ? new CardError("resource_missing", null)
          : refused(e);
    } catch (StripeException e) {
      return isNoAnswer(e) ? new Silence(Answers.why(e)) : refused(e);
    } catch (RuntimeException e) {
      // stripe-java's way with an empty body; or a status that this code does not know.
      return new Silence("what came cannot be read: " + e.getClass().getName());
    }
  }

  private Request request(StripeCall call) {
    return switch (call) {
      case StripeCall.Create create ->
          () -> Answers.of(intents.create(params(create), options(create.key())));
      case StripeCall.Confirm(String id, String paymentMethodId, String key) ->
          () -> {
            var params =
                PaymentIntentConfirmParams.builder().setPaymentMethod(paymentMethodId).build();
            return Answers.of(intents.confirm(id, params, options(key)));
          };
      case StripeCall.Capture(String id, String key) ->
          () -> Answers.of(intents.capture(id, options(key)));
      case StripeCall.Cancel(String id, String key) ->
          () -> Answers.of(intents.cancel(id, options(key)));
      case StripeCall.Refund(String id, String key) ->
          () -> {
            var params = RefundCreateParams.builder().setPaymentIntent(id).build();
            return Answers.of(refunds.create(params, options(key)));
          };
      case StripeCall.Read(String id) ->
          () -> {
            var params = PaymentIntentRetrieveParams.builder().addExpand(REFUNDS).build();
            return Answers.of(intents.retrieve(id, params));
          };
    };
  }

  private PaymentIntentCreateParams params(StripeCall.Create create) {
    return PaymentIntentCreateParams.builder()
        .setAmount((long) create.amount().amount())
        .setCurrency(create.amount().currency())
        .setCaptureMethod(CaptureMethod.MANUAL)
        .addPaymentMethodType("card")
        .putMetadata(INSTALLATION, installation)
        .putMetadata("order", create.orderId().toString())
        .putMetadata("charge", create.chargeId().toString())
        .build();
  }

  private static RequestOptions options(String idempotencyKey) {
    return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
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
}
