package ticketing.contracts.payments;

import java.time.Instant;
import java.util.List;

/**
 * Every difference between the charges and Stripe, of payments begun in a span of time.
 *
 * @param from where the span that was compared begins: later than was asked for when there was too
 *     much; what is left is asked for with {@code to} at this time
 * @param compared how many payments
 */
public record ReconciliationRepresentation(
    Instant from, Instant to, int compared, List<DifferenceRepresentation> differences) {}
