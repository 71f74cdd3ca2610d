package ticketing.contracts.admin;

import org.jspecify.annotations.Nullable;
import ticketing.contracts.events.Source;

/**
 * How far a service is in hearing another, as NATS sees it.
 *
 * @param source the service that is heard
 * @param name of the durable consumer that the instances share
 * @param pending events still to come; null, like the others, while NATS has no such consumer
 * @param ackPending events handed out and not acknowledged
 * @param redelivered of those, the ones handed out more than once
 */
public record ConsumerRepresentation(
    Source source,
    String name,
    @Nullable Long pending,
    @Nullable Long ackPending,
    @Nullable Long redelivered) {}
