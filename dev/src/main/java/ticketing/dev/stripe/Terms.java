package ticketing.dev.stripe;

import org.jspecify.annotations.Nullable;

/**
 * What an intent was created for; fixed from then on.
 *
 * @param secret the second half of the client secret; the intent's id is the first
 * @param amount in minor units
 * @param redirects whether its payment methods may send the buyer elsewhere; null where it names
 *     its payment method types itself
 */
record Terms(
    String secret,
    long amount,
    String currency,
    CaptureMethod captureMethod,
    @Nullable Redirects redirects,
    @Nullable String description) {

  enum CaptureMethod {
    AUTOMATIC,
    AUTOMATIC_ASYNC,
    MANUAL
  }

  enum Redirects {
    ALWAYS,
    NEVER
  }

  boolean manual() {
    return captureMethod == CaptureMethod.MANUAL;
  }
}
