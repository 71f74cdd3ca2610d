package ticketing.gateway;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/**
 * How subscriptions are served.
 *
 * @param perCaller open ones of a user, or of an address whose callers are signed out
 * @param most open ones of this instance
 * @param keepAlive how long a stream says nothing at most; below proxies' and our own idle timeout
 *     (30 s)
 * @param readWithin after which a caller that reads nothing is hung up on
 */
record LiveSettings(
    @Min(1) @Max(100_000) int perCaller,
    @Min(1) @Max(100_000) int most,
    @NotNull @MinDuration(value = 50, unit = TimeUnit.MILLISECONDS) @MaxDuration(25)
        Duration keepAlive,
    @NotNull @MinDuration(value = 100, unit = TimeUnit.MILLISECONDS) @MaxDuration(60)
        Duration readWithin) {}
