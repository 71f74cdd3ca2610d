package ticketing.dev.stripe;

import org.jspecify.annotations.Nullable;

/** When an intent was canceled, in seconds since 1970, and why. */
record Cancellation(long at, @Nullable Reason reason) {

  enum Reason {
    /** Stripe's own, when a hold ends. */
    AUTOMATIC,
    ABANDONED,
    DUPLICATE,
    FRAUDULENT,
    REQUESTED_BY_CUSTOMER
  }
}
