package ticketing.auth;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * When signing keys change.
 *
 * @param rotateEvery how old a key is when the next one is made: a day to a year
 * @param readEvery how soon an instance knows what another one, or a command, did: 0.1 s to 30 s
 */
record KeysConfig(
    @NotNull @DurationMin(days = 1) @DurationMax(days = 365) Duration rotateEvery,
    @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 30) Duration readEvery) {}
