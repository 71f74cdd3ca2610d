package ticketing.auth;

import io.dropwizard.core.setup.Environment;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import ticketing.chassis.database.Sweep;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;

/**
 * Bounds how often passwords can be guessed and users be made, by all instances together. What may
 * fail is taken from its bucket before it is tried, so that many at once get no more tries than one
 * after the other, and given back when it did not fail. An account is one whether a user has its
 * email or not, and once it is throttled the right password is refused too: else guessing would go
 * on.
 */
final class Throttle {

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private final BucketDao buckets;
  private final ThrottleConfig config;
  private final boolean holds;

  /**
   * @param holds whether anyone is throttled
   */
  Throttle(BucketDao buckets, ThrottleConfig config, boolean holds) {
    this.buckets = buckets;
    this.config = config;
    this.holds = holds;
  }

  /** Sweeps what is of no use any more, every minute while the application runs. */
  void start(Environment environment) {
    Sweep.start("throttle-sweep", PAUSE, buckets::sweep, environment);
  }

  /**
   * Signs in, unless too many sign-ins failed lately, to this account or from this address.
   *
   * @throws ProblemException RATE_LIMITED, and whatever signing in throws
   */
  SignedIn signIn(String email, InetAddress from, Supplier<SignedIn> attempt) {
    if (!holds) {
      return attempt.get();
    }
    // The address first: one that is throttled makes no rows for accounts.
    Bucket address =
        buckets.bucket(
            "failed sign-ins from " + network(from),
            config.failuresPerAddress(),
            config.failuresWithin());
    Bucket account =
        buckets.bucket(
            "failed sign-ins to " + User.canonical(email),
            config.failuresPerAccount(),
            config.failuresWithin());
    take(address, "too many sign-ins failed, try again later");
    boolean failed = false;
    boolean tried = false;
    try {
      take(account, "too many sign-ins failed, try again later");
      tried = true;
      return attempt.get();
    } catch (ProblemException refused) {
      failed = refused.problem().code() == ErrorCode.INVALID_CREDENTIALS;
      throw refused;
    } finally {
      if (!failed) {
        address.addTokens(1);
        if (tried) {
          account.addTokens(1);
        }
      }
    }
  }

  /**
   * Signs up, unless too many did from this address lately, or learned that an email is taken.
   *
   * @throws ProblemException RATE_LIMITED, and whatever signing up throws
   */
  SignedIn signUp(InetAddress from, Supplier<SignedIn> attempt) {
    if (!holds) {
      return attempt.get();
    }
    Bucket address =
        buckets.bucket(
            "sign-ups from " + network(from), config.signUpsPerAddress(), config.signUpsWithin());
    take(address, "too many signed up from here, try again later");
    boolean counts = false;
    try {
      SignedIn signedUp = attempt.get();
      counts = true;
      return signedUp;
    } catch (ProblemException refused) {
      counts = refused.problem().code() == ErrorCode.EMAIL_TAKEN;
      throw refused;
    } finally {
      if (!counts) {
        address.addTokens(1);
      }
    }
  }

  private static void take(Bucket bucket, String otherwise) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw ProblemException.retryLater(
          ErrorCode.RATE_LIMITED,
          otherwise,
          Math.toIntExact(Math.ceilDiv(probe.getNanosToWaitForRefill(), NANOS)));
    }
  }

  /** Of IPv6 the first 64 bits: whoever has one such address has them all. */
  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, 8)));
  }
}
