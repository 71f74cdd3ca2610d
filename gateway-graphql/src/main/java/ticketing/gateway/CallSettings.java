package ticketing.gateway;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/**
 * How services are called.
 *
 * @param connect to open a connection, or to get one from the pool
 * @param answer for a service's answer, retry included
 * @param request for all reads of a request together
 * @param connections to one service
 * @param keepAlive of an idle connection; below the services' idle timeout (30 s)
 */
record CallSettings(
    @NotNull @MinDuration(value = 10, unit = TimeUnit.MILLISECONDS) @MaxDuration(10)
        Duration connect,
    @NotNull @MinDuration(value = 10, unit = TimeUnit.MILLISECONDS) @MaxDuration(30)
        Duration answer,
    @NotNull @MinDuration(value = 10, unit = TimeUnit.MILLISECONDS) @MaxDuration(60)
        Duration request,
    @Min(1) @Max(10_000) int connections,
    @NotNull @MinDuration(1) @MaxDuration(25) Duration keepAlive) {}
