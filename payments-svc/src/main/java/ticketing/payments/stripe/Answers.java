package ticketing.payments.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.RefundCollection;
import com.stripe.model.StripeError;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ticketing.payments.stripe.Answer.CardError;
import ticketing.payments.stripe.Answer.Intent;
import ticketing.payments.stripe.Answer.Refund;

/** What stripe-java's models say, in this service's words. */
final class Answers {

  // https://docs.stripe.com/api/refunds/object: these give nothing back.
  private static final Set<String> FAILED = Set.of("failed", "canceled");

  private Answers() {}

  static Intent of(PaymentIntent intent) {
    return new Intent(
        intent.getId(),
        intent.getClientSecret(),
        status(intent),
        cardError(intent.getLastPaymentError()),
        refund(intent.getLatestChargeObject()));
  }

  /** Without the body that came, which may hold client secrets. */
  static String why(StripeException e) {
    return e.getStatusCode() != null && e.getStatusCode() < 400
        ? "what came with " + e.getStatusCode() + " cannot be read"
        : String.valueOf(e.getMessage());
  }

  static Intent.Status status(PaymentIntent intent) {
    return Intent.Status.valueOf(intent.getStatus().toUpperCase(Locale.ROOT));
  }

  /** Asked for without an amount, so of all that was left. */
  static Refund of(com.stripe.model.Refund refund) {
    Refund.Status status =
        FAILED.contains(refund.getStatus())
            ? Refund.Status.FAILED
            : refund.getStatus().equals("succeeded")
                ? Refund.Status.SUCCEEDED
                : Refund.Status.PENDING;
    return new Refund(refund.getId(), status, refund.getFailureReason());
  }

  /** Of a charge whose refunds were read with it, newest first. */
  static @Nullable Refund refund(@Nullable Charge charge) {
    if (charge == null) {
      return null;
    }
    RefundCollection read = charge.getRefunds();
    if (read == null || read.getData().isEmpty()) {
      return null;
    }
    List<Refund> all = read.getData().stream().map(Answers::of).toList();
    Refund newest = all.getFirst();
    if (newest.status() == Refund.Status.FAILED) {
      return newest;
    }
    if (!Boolean.TRUE.equals(charge.getRefunded())) {
      return new Refund(newest.id(), Refund.Status.PARTIAL, null);
    }
    return all.stream()
        .filter(refund -> refund.status() == Refund.Status.PENDING)
        .findFirst()
        .orElse(newest);
  }

  private static @Nullable CardError cardError(@Nullable StripeError error) {
    return error == null || error.getCode() == null
        ? null
        : new CardError(error.getCode(), error.getDeclineCode());
  }
}
