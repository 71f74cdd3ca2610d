package ticketing.payments.stripe;

import com.stripe.exception.EventDataObjectDeserializationException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import com.stripe.net.Webhook;
import com.stripe.net.Webhook.Signature;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.payments.stripe.Answer.Intent;

/**
 * Reads what Stripe tells by webhook: that something became of an intent. What became of it is
 * asked of Stripe, as webhooks come twice, late and in any order.
 */
public final class StripeWebhook {

  /**
   * Something became of an intent.
   *
   * @param status how it stood then; null where the webhook does not say
   */
  public record News(String intentId, Intent.@Nullable Status status) {}

  private static final Logger LOG = LoggerFactory.getLogger(StripeWebhook.class);

  private final String secret;
  private final Clock clock;

  public StripeWebhook(String secret, Clock clock) {
    this.secret = secret;
    this.clock = clock;
  }

  /**
   * Whether Stripe signed it, at most five minutes ago
   * (https://docs.stripe.com/webhooks#verify-manually).
   *
   * @param signature the header {@code Stripe-Signature}
   */
  public boolean isStripes(String payload, @Nullable String signature) {
    try {
      return signature != null
          && Signature.verifyHeader(payload, signature, secret, Webhook.DEFAULT_TOLERANCE, clock);
    } catch (SignatureVerificationException e) {
      LOG.debug("Not Stripe's: {}", e.getMessage());
      return false;
    }
  }

  /** What is told; empty where it is about something else, or cannot be read. */
  public Optional<News> read(String payload) {
    try {
      Event event = Webhook.constructEventWithoutVerification(payload);
      // Unsafe in name only: the few fields that are read are in every version of Stripe's API.
      return news(event.getDataObjectDeserializer().deserializeUnsafe());
    } catch (EventDataObjectDeserializationException | RuntimeException e) {
      // The last is stripe-java's way with what is no event. Sending it again would not help.
      LOG.warn("A webhook of Stripe's cannot be read: {}", e.getClass().getName());
      return Optional.empty();
    }
  }

  private static Optional<News> news(StripeObject object) {
    return switch (object) {
      case PaymentIntent intent -> Optional.of(new News(intent.getId(), status(intent)));
      case Charge charge -> about(charge.getPaymentIntent());
      case Refund refund -> about(refund.getPaymentIntent());
      default -> Optional.empty();
    };
  }

  /** Null where it is one that this code does not know. */
  private static Intent.@Nullable Status status(PaymentIntent intent) {
    return Arrays.stream(Intent.Status.values())
        .filter(status -> status.name().equalsIgnoreCase(intent.getStatus()))
        .findAny()
        .orElse(null);
  }

  private static Optional<News> about(@Nullable String intentId) {
    return Optional.ofNullable(intentId).map(id -> new News(id, null));
  }
}
