package ticketing.payments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code charge_work}, in memory.
 *
 * @param lookAt null: not until something is heard; {@link #AT_ONCE}: whenever somebody is free
 * @param ended whether the lease ran out
 */
public record ChargeWork(
    @Nullable Instant lookAt, int lease, boolean leased, boolean ended, int answers) {

  static final Instant AT_ONCE = Instant.EPOCH;

  static final ChargeWork NEW = new ChargeWork(null, 0, false, false, 0);

  public boolean isDue(Instant now) {
    return leased ? ended : lookAt != null && !lookAt.isAfter(now);
  }

  ChargeWork lookNow() {
    return new ChargeWork(AT_ONCE, lease, leased, ended, answers);
  }

  ChargeWork leaseAgain() {
    return new ChargeWork(null, lease + 1, true, false, answers);
  }

  public ChargeWork end() {
    return new ChargeWork(lookAt, lease, leased, true, answers);
  }

  boolean isOf(int number) {
    return lease == number;
  }

  ChargeWork extend() {
    return new ChargeWork(lookAt, lease, true, false, answers);
  }

  ChargeWork count(boolean answered) {
    return answered ? new ChargeWork(lookAt, lease, leased, ended, answers + 1) : this;
  }

  /** SQL's {@code least}: what was asked for meanwhile comes first. */
  ChargeWork leave(@Nullable Instant later) {
    boolean sooner = lookAt != null && (later == null || lookAt.isBefore(later));
    return new ChargeWork(sooner ? lookAt : later, lease, false, false, answers);
  }
}
