package ticketing.payments;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.payments.DifferenceRepresentation;
import ticketing.contracts.payments.DifferenceRepresentation.Kind;
import ticketing.payments.stripe.Answer.Intent.Status;
import ticketing.payments.stripe.Answer.Refund;
import ticketing.payments.stripe.StripePayment;

/** Whether a charge and Stripe say the same. */
final class Comparison {

  private static final Set<Status> HOLD_NOTHING =
      Set.of(
          Status.REQUIRES_PAYMENT_METHOD,
          Status.REQUIRES_CONFIRMATION,
          Status.REQUIRES_ACTION,
          Status.CANCELED);

  private Comparison() {}

  /** The difference; null: there is none. */
  static @Nullable DifferenceRepresentation of(
      @Nullable Charge charge, @Nullable StripePayment payment) {
    Kind kind = kind(charge, payment);
    if (kind == null) {
      return null;
    }
    return new DifferenceRepresentation(
        kind,
        charge == null ? null : charge.id(),
        charge == null ? null : charge.orderId(),
        charge == null ? null : charge.step(),
        payment != null ? payment.id() : String.valueOf(charge == null ? null : charge.stripeId()),
        payment == null ? null : payment.status().name().toLowerCase(Locale.ROOT),
        charge == null ? null : charge.amount(),
        payment == null ? 0 : payment.captured(),
        payment == null ? 0 : payment.refunded(),
        charge == null ? null : charge.refundError());
  }

  private static @Nullable Kind kind(@Nullable Charge charge, @Nullable StripePayment payment) {
    if (payment == null) {
      return charge == null ? null : Kind.UNKNOWN_CHARGE;
    }
    if (charge == null) {
      return isNetZero(payment) ? null : Kind.UNKNOWN_INTENT;
    }
    if (!expected(charge.step()).contains(payment.status())) {
      return Kind.STATUS;
    }
    long taken = payment.status() == Status.SUCCEEDED ? charge.amount() : 0;
    if (payment.captured() != taken || !payment.currency().equals(charge.currency())) {
      return Kind.CAPTURED;
    }
    return refundKind(charge, payment);
  }

  private static @Nullable Kind refundKind(Charge charge, StripePayment payment) {
    return switch (charge.step()) {
      case REFUNDING -> charge.refundError() == null ? Kind.REFUND_PENDING : Kind.REFUND_FAILED;
      case REFUNDED -> {
        boolean sentBack =
            payment.refund() != null && payment.refund().status() == Refund.Status.FAILED;
        yield sentBack
            ? Kind.REFUND_FAILED
            : payment.refunded() == charge.amount() ? null : Kind.REFUNDED;
      }
      case CREATED,
          OPEN,
          CONFIRMING,
          ACTION_REQUIRED,
          AUTHORIZED,
          CAPTURING,
          VOIDING,
          COMPLETED,
          FAILED ->
          payment.refunded() == 0 ? null : Kind.REFUNDED;
    };
  }

  private static boolean isNetZero(StripePayment payment) {
    return HOLD_NOTHING.contains(payment.status())
        || (payment.status() == Status.SUCCEEDED && payment.refunded() == payment.captured());
  }

  private static Set<Status> expected(ChargeStep step) {
    return switch (step) {
      case CREATED, OPEN, CONFIRMING ->
          Set.of(Status.REQUIRES_PAYMENT_METHOD, Status.REQUIRES_CONFIRMATION, Status.PROCESSING);
      case ACTION_REQUIRED -> Set.of(Status.REQUIRES_ACTION);
      case AUTHORIZED, CAPTURING -> Set.of(Status.REQUIRES_CAPTURE);
      case VOIDING -> Set.of();
      case COMPLETED, REFUNDING, REFUNDED -> Set.of(Status.SUCCEEDED);
      case FAILED -> Set.of(Status.CANCELED);
    };
  }
}
