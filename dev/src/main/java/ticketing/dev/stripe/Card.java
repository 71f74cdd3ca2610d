package ticketing.dev.stripe;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a card: never its number.
 *
 * @param last4 the number's last four digits
 * @param fingerprint the same for the same number
 * @param cvcGiven whether there was a security code to check
 * @param failure how its issuer answers every charge; null when it agrees
 * @param authentication what its issuer does before every charge; null when it does nothing
 * @param course how its refunds go; null where they succeed
 */
record Card(
    String brand,
    String funding,
    String country,
    String last4,
    String fingerprint,
    int expMonth,
    int expYear,
    boolean cvcGiven,
    @Nullable CardError failure,
    @Nullable Authentication authentication,
    Refund.@Nullable Course course) {

  /** 3-D Secure, as the bank goes about it. */
  enum Authentication {
    /** The bank asks the buyer. */
    CHALLENGE,
    /** The bank is content without asking. */
    FRICTIONLESS
  }

  Refund.Course refunds() {
    return course == null ? Refund.Course.SUCCEEDS : course;
  }

  /** Whether the buyer has to answer the bank before the card can be charged. */
  boolean challenged() {
    return authentication == Authentication.CHALLENGE;
  }
}
