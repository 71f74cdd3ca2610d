package ticketing.payments;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * When the reconciler works.
 *
 * @param lookEvery how often an instance looks whether it is its turn: 1 s to a minute
 * @param compareEvery how often charges are compared with Stripe's books: 10 minutes to a day
 * @param compareSpan how long ago a payment that is compared began at most: an hour to 31 days
 */
record ReconcilerConfig(
    @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 1) Duration lookEvery,
    @NotNull @DurationMin(minutes = 10) @DurationMax(days = 1) Duration compareEvery,
    @NotNull @DurationMin(hours = 1) @DurationMax(days = 31) Duration compareSpan) {}
