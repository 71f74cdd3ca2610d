package ticketing.contracts.orders;

import ticketing.contracts.events.Source;

/**
 * What an order's story is without.
 *
 * @param service whose events are missing, all or some
 * @param why such as {@code does not answer}
 */
public record MissingPartRepresentation(Source service, String why) {}
