package ticketing.payments.stripe;

import com.stripe.exception.EventDataObjectDeserializationException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import com.stripe.net.Webhook;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Stripe tells by webhook: that something became of an intent. What became of it is
 * asked of Stripe, as webhooks come twice, late and in any order.
 */
public final class StripeWebhook {

  /**
   * Something became of an intent.
   *
   * @param status how it stood then; null where the webhook is of its charge or refund
   */
  public record News(String intentId, Answer.Intent.@Nullable Status status) {}

  /** The webhook is not Stripe's, too old, or none. */
  public static final class ForgedException extends Exception {
    private static final long serialVersionUID = 1L;

    ForgedException(String why) {
      super(why);
    }
  }

  private final String secret;
  private final Clock clock;

  public StripeWebhook(String secret, Clock clock) {
    this.secret = secret;
    this.clock = clock;
  }

  /**
   * Empty where it is about something else.
   *
   * @param signature the header {@code Stripe-Signature}: at most five minutes old
   *     (https://docs.stripe.com/webhooks#verify-manually)
   */
  public Optional<News> read(String payload, @Nullable String signature) throws ForgedException {
    if (signature == null) {
      throw new ForgedException("no signature");
    }
    try {
      return news(
          Webhook.constructEvent(payload, signature, secret, Webhook.DEFAULT_TOLERANCE, clock));
    } catch (SignatureVerificationException
        | EventDataObjectDeserializationException
        | RuntimeException e) {
      // The last is stripe-java's way with a body that is no event.
      throw new ForgedException(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<News> news(Event event) throws EventDataObjectDeserializationException {
    // Unsafe in name only: the few fields that are read are in every version of Stripe's API.
    StripeObject object = event.getDataObjectDeserializer().deserializeUnsafe();
    return switch (object) {
      case PaymentIntent intent -> Optional.of(new News(intent.getId(), Answers.status(intent)));
      case Charge charge -> about(charge.getPaymentIntent());
      case Refund refund -> about(refund.getPaymentIntent());
      default -> Optional.empty();
    };
  }

  private static Optional<News> about(@Nullable String intentId) {
    return Optional.ofNullable(intentId).map(id -> new News(id, null));
  }
}
