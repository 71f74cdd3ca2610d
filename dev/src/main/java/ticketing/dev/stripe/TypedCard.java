package ticketing.dev.stripe;

import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A card as the buyer typed it, right or wrong. */
record TypedCard(String number, long expMonth, long expYear, @Nullable String cvc) {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{12,19}");
  private static final Pattern CVC = Pattern.compile("[0-9]{3,4}");

  static TypedCard from(Params card) {
    return new TypedCard(
        card.required("number").replace(" ", ""),
        card.requiredInteger("exp_month"),
        card.requiredInteger("exp_year"),
        card.text("cvc").orElse(null));
  }

  /** What is wrong with it, before any issuer is asked; empty when nothing is. */
  Optional<CardError> mistake(YearMonth now) {
    long year = year(now);
    if (!NUMBER.matcher(number).matches()) {
      return Optional.of(CardError.INVALID_NUMBER);
    } else if (!luhn(number)) {
      return Optional.of(CardError.INCORRECT_NUMBER);
    } else if (expMonth < 1 || expMonth > 12) {
      return Optional.of(CardError.INVALID_EXPIRY_MONTH);
    } else if (year < now.getYear() || year > now.getYear() + 50) {
      return Optional.of(CardError.INVALID_EXPIRY_YEAR);
    } else if (year == now.getYear() && expMonth < now.getMonthValue()) {
      return Optional.of(CardError.INVALID_EXPIRY_MONTH);
    } else if (cvc != null && !CVC.matcher(cvc).matches()) {
      return Optional.of(CardError.INVALID_CVC);
    }
    return TestCard.byNumber(number).isPresent()
        ? Optional.empty()
        : Optional.of(CardError.TEST_MODE_LIVE_CARD);
  }

  /** Of a card without a {@link #mistake}. */
  Card card(YearMonth now) {
    var expires = YearMonth.of((int) year(now), (int) expMonth);
    return TestCard.byNumber(number).orElseThrow().card(expires, cvc != null);
  }

  /** Two digits mean a year of this century, unless that is over 50 years away. */
  private long year(YearMonth now) {
    if (expYear < 0 || expYear > 99) {
      return expYear;
    }
    long year = 2000 + expYear;
    return year > now.getYear() + 50 ? year - 100 : year;
  }

  /** Whether the check digit is right (ISO/IEC 7812-1, annex B). */
  static boolean luhn(String number) {
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(number.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  @Override
  public String toString() {
    return "TypedCard[]";
  }
}
