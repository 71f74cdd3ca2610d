package ticketing.contracts.admin;

/**
 * How far a service's event log is.
 *
 * @param lastPosition of the newest event; 0 where there is none
 * @param pending events that NATS has not acknowledged
 * @param oldestPendingAgeSeconds age of the oldest of them, in seconds; 0 where there is none
 */
public record EventLogRepresentation(
    long lastPosition, long pending, double oldestPendingAgeSeconds) {}
