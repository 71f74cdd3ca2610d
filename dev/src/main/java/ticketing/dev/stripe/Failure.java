package ticketing.dev.stripe;

import org.jspecify.annotations.Nullable;

/**
 * A card that did not pay.
 *
 * @param charge the charge that failed; null where the issuer was not asked
 * @param method what was to be charged; null where the card was mistyped
 */
record Failure(CardError error, @Nullable String charge, @Nullable PaymentMethod method) {}
