package ticketing.contracts.payments;

import java.time.Instant;

/**
 * Where a charge and Stripe did not say the same when they were last compared by schedule.
 *
 * @param foundAt since when they differ in this way
 */
public record FoundDifferenceRepresentation(Instant foundAt, DifferenceRepresentation difference) {}
