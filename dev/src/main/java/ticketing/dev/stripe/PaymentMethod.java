package ticketing.dev.stripe;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A card that can be charged, once.
 *
 * @param used whether an intent took money with it: without a customer to keep it for, Stripe takes
 *     a payment method no second time
 */
record PaymentMethod(String id, long created, Card card, boolean used) implements Entity {

  /**
   * One of the documented {@code pm_card_*}, each use of which makes a payment method of its own.
   */
  static Optional<PaymentMethod> documented(String testId, String id, long now) {
    return TestCard.byId(testId)
        .map(card -> new PaymentMethod(id, now, card.card(month(now).plusYears(1), false), false));
  }

  static PaymentMethod of(TypedCard card, String id, long now) {
    return new PaymentMethod(id, now, card.card(month(now)), false);
  }

  PaymentMethod spent() {
    return new PaymentMethod(id, created, card, true);
  }

  static YearMonth month(long now) {
    return YearMonth.from(Instant.ofEpochSecond(now).atOffset(ZoneOffset.UTC));
  }
}
