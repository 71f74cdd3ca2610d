package ticketing.auth;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * How often callers may try.
 *
 * @param failuresPerAccount failed sign-ins to one email, within {@code failuresWithin}
 * @param failuresPerAddress failed sign-ins from one address, within {@code failuresWithin}
 * @param failuresWithin a second to a day
 * @param signUpsPerAddress sign-ups from one address, within {@code signUpsWithin}
 * @param signUpsWithin a second to a day
 */
record ThrottleConfig(
    @Min(1) @Max(1_000_000) int failuresPerAccount,
    @Min(1) @Max(1_000_000) int failuresPerAddress,
    @NotNull @DurationMin(seconds = 1) @DurationMax(days = 1) Duration failuresWithin,
    @Min(1) @Max(1_000_000) int signUpsPerAddress,
    @NotNull @DurationMin(seconds = 1) @DurationMax(days = 1) Duration signUpsWithin) {}
