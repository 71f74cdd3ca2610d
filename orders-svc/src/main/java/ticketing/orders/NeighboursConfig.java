package ticketing.orders;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Whom an order's story is asked of.
 *
 * @param tickets tickets-svc's address, {@code http://host:port}
 * @param payments payments-svc's
 * @param answer how long both together may take, 100 ms to 30 s
 */
record NeighboursConfig(
    @NotNull URI tickets,
    @NotNull URI payments,
    @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 30) Duration answer) {}
