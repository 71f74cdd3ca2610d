package ticketing.contracts.admin;

/**
 * An event that a service keeps back, whole.
 *
 * @param body as it came
 */
public record ParkedEventRepresentation(ParkedRepresentation parked, String body) {}
