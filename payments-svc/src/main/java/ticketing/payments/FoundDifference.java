package ticketing.payments;

import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;
import ticketing.contracts.payments.DifferenceRepresentation;

/**
 * A row of {@code differences}.
 *
 * @param foundAt since when they differ in this way
 */
public record FoundDifference(
    long id, @Nested DifferenceRepresentation difference, Instant foundAt) {}
