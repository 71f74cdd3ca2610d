package ticketing.dev.stripe;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Captured money that goes back, or a part of it.
 *
 * @param amount in minor units
 * @param planned what becomes of it without anybody's doing; null where that is all
 * @see <a href="https://docs.stripe.com/refunds">Stripe's refunds</a>
 */
record Refund(
    String id,
    long created,
    String charge,
    String intent,
    String method,
    long amount,
    String currency,
    @Nullable Reason reason,
    Map<String, String> metadata,
    Status status,
    @Nullable Planned planned)
    implements Entity {

  enum Reason {
    DUPLICATE,
    FRAUDULENT,
    REQUESTED_BY_CUSTOMER
  }

  enum Status {
    PENDING,
    SUCCEEDED,
    FAILED
  }

  /** How refunds go; which one is the card's doing, or that of who runs the stand-in. */
  enum Course {
    SUCCEEDS(Status.SUCCEEDED, null),
    /** At first pending. */
    SUCCEEDS_LATER(Status.PENDING, Status.SUCCEEDED),
    /** At first as if it had succeeded. */
    FAILS_LATER(Status.SUCCEEDED, Status.FAILED),
    /** Until somebody settles it. */
    STAYS_PENDING(Status.PENDING, null),
    FAILS(Status.FAILED, null);

    private final Status first;
    private final @Nullable Status last;

    Course(Status first, @Nullable Status last) {
      this.first = first;
      this.last = last;
    }
  }

  /** A status to come, {@code at} seconds since 1970. */
  record Planned(Status status, long at) {}

  /** How long after it was asked for a refund that goes in two steps takes its second. */
  static final Duration LATER = Duration.ofSeconds(10);

  static Refund of(
      String id,
      Charge charge,
      long amount,
      @Nullable Reason reason,
      Map<String, String> metadata,
      Course course,
      long now) {
    var last = course.last;
    return new Refund(
        id,
        now,
        charge.id(),
        charge.intent(),
        charge.method().id(),
        amount,
        charge.currency(),
        reason,
        metadata,
        course.first,
        last == null ? null : new Planned(last, now + LATER.toSeconds()));
  }

  /** Ends what was pending, or fails what seemed to have succeeded. */
  Refund settle(Status last) {
    if (last == status || status == Status.FAILED || last == Status.PENDING) {
      throw StripeError.invalid("%s is %s".formatted(id, Json.code(status)), null);
    }
    return new Refund(
        id, created, charge, intent, method, amount, currency, reason, metadata, last, null);
  }

  boolean failed() {
    return status == Status.FAILED;
  }
}
