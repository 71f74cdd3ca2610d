package ticketing.contracts;

/**
 * A price that Stripe would take.
 *
 * @param amount in the currency's minor unit (cents); from the currency's minimum to 99,999,999
 * @param currency ISO 4217 code in lower case, one of {@link Currency#codes()}
 */
@Payable
public record Money(int amount, String currency) {}
