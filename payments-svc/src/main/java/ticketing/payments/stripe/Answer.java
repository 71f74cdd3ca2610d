package ticketing.payments.stripe;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of a call to Stripe. */
public sealed interface Answer {

  /** Whether Stripe answered at all: then the next call needs another idempotency key. */
  default boolean isFromStripe() {
    return !(this instanceof Silence);
  }

  /**
   * The payment intent as it stands at Stripe.
   *
   * @param lastError why the last confirmation failed
   * @param refund what was given back of it; null where nothing was, and where it was not read
   */
  record Intent(
      String id,
      String clientSecret,
      Status status,
      @Nullable CardError lastError,
      @Nullable Refund refund)
      implements Answer {

    /** Stripe's states of an intent (https://docs.stripe.com/payments/paymentintents/lifecycle). */
    public enum Status {
      REQUIRES_PAYMENT_METHOD,
      REQUIRES_CONFIRMATION,
      REQUIRES_ACTION,
      PROCESSING,
      REQUIRES_CAPTURE,
      SUCCEEDED,
      CANCELED
    }

    public boolean isConfirmable() {
      return status == Status.REQUIRES_PAYMENT_METHOD || status == Status.REQUIRES_CONFIRMATION;
    }

    public boolean isCapturable() {
      return status == Status.REQUIRES_CAPTURE;
    }

    /** Not while Stripe itself waits for what comes of it. */
    public boolean isCancelable() {
      return switch (status) {
        case REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION, REQUIRES_ACTION, REQUIRES_CAPTURE ->
            true;
        case PROCESSING, SUCCEEDED, CANCELED -> false;
      };
    }

    /** Whether there is something to give back that nobody is giving back, or failed to. */
    public boolean isRefundable() {
      return status == Status.SUCCEEDED
          && (refund == null || refund.status() == Refund.Status.PARTIAL);
    }

    /** Keeps the client secret out of logs. */
    @Override
    public String toString() {
      return "Intent[id=" + id + ", status=" + status + "]";
    }
  }

  /**
   * What was given back.
   *
   * @param failure why it could not be given back
   */
  record Refund(String id, Status status, @Nullable String failure) implements Answer {

    /** Of all that was taken; PARTIAL: only a part of it was asked back. */
    public enum Status {
      PENDING,
      SUCCEEDED,
      FAILED,
      PARTIAL
    }

    /** One that Stripe did not even begin. */
    public static Refund failed(String why) {
      return new Refund("", Status.FAILED, why);
    }

    public String why() {
      return failure == null ? "unknown" : failure;
    }
  }

  /**
   * The card was not taken.
   *
   * @param code Stripe's error code
   * @param declineCode the issuer's reason, for a decline
   */
  record CardError(String code, @Nullable String declineCode) implements Answer {

    // https://docs.stripe.com/error-codes: what a buyer mends by typing again.
    private static final Set<String> MISTYPED =
        Set.of(
            "incorrect_number",
            "invalid_number",
            "incorrect_cvc",
            "invalid_cvc",
            "invalid_expiry_month",
            "invalid_expiry_year",
            "expired_card",
            "resource_missing");

    /** Whether another try of the buyer's may help. */
    public boolean isMistyped() {
      return MISTYPED.contains(code);
    }

    public String reason() {
      return declineCode == null ? code : declineCode;
    }
  }

  /** Stripe refused or failed: the same call may work later, under another key. */
  record Refused(int httpStatus, @Nullable String code, String message) implements Answer {

    /** Whether Stripe will say the same to the same call (https://docs.stripe.com/api/errors). */
    public boolean isFinal() {
      return httpStatus == 400 || httpStatus == 402 || httpStatus == 404;
    }
  }

  /** No answer came: whether it was done is not known, and the key stays. */
  record Silence(String why) implements Answer {}
}
