package ticketing.contracts;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The currencies in which tickets can be priced, each with the least amount that Stripe charges
 * (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).
 */
public enum Currency {
  AUD(50),
  CAD(50),
  CHF(50),
  EUR(50),
  GBP(30),
  USD(50);

  /** The most that Stripe charges at once, in minor units: eight digits. */
  public static final int MAX_AMOUNT = 99_999_999;

  private final int minAmount;

  Currency(int minAmount) {
    this.minAmount = minAmount;
  }

  /** In minor units. */
  public int minAmount() {
    return minAmount;
  }

  /** The ISO 4217 code in lower case, as Stripe has it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Set<String> codes() {
    return Arrays.stream(values()).map(Currency::code).collect(toUnmodifiableSet());
  }

  public static Optional<Currency> of(String code) {
    return Arrays.stream(values()).filter(currency -> currency.code().equals(code)).findAny();
  }
}
