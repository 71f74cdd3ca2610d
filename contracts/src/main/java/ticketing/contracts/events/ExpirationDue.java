package ticketing.contracts.events;

import java.time.Instant;
import java.util.UUID;

/** A hint that an order's time is over; orders-svc decides by its own row. */
public record ExpirationDue(UUID orderId, Instant expiresAt) {}
