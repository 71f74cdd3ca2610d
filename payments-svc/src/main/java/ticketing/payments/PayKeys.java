package ticketing.payments;

import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.database.Sweep;
import ticketing.contracts.payments.PayOrderRequest;

/**
 * What idempotency keys of payOrder were first used for, kept for a day. A key belongs to its
 * buyer, and to the attempt to pay that it began or joined.
 */
final class PayKeys {

  private static final Duration KEPT = Duration.ofDays(1);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final InstantSource clock;

  PayKeys(InstantSource clock) {
    this.clock = clock;
  }

  /** Sweeps old keys every minute while the application runs. */
  void sweep(Jdbi jdbi, Environment environment) {
    Sweep.start(
        "key-sweep",
        PAUSE,
        limit -> jdbi.withExtension(PayKeyDao.class, dao -> dao.forget(tooOld(), limit)),
        environment);
  }

  /** The key's first use, if there was one; refuses a use for something else. */
  Optional<PayKey> firstUse(Handle handle, Caller caller, PayOrderRequest request) {
    if (request.idempotencyKey() == null) {
      return Optional.empty();
    }
    Optional<PayKey> first =
        handle.attach(PayKeyDao.class).find(caller.userId(), request.idempotencyKey(), tooOld());
    first.ifPresent(key -> key.refuseOtherUse(request));
    return first;
  }

  /** Whether this very request was sent before. The order and its charge are locked. */
  boolean isRepeated(
      Handle handle, Caller caller, PayOrderRequest request, Optional<Charge> charge) {
    return firstUse(handle, caller, request).isPresent()
        || charge.filter(row -> isRepeated(row, request)).isPresent();
  }

  /** Instances of an older version keep the latest key in the charge alone. */
  private boolean isRepeated(Charge charge, PayOrderRequest request) {
    if (!charge.createdAt().isAfter(tooOld())
        || request.idempotencyKey() == null
        || !request.idempotencyKey().equals(charge.idempotencyKey())) {
      return false;
    }
    if (!charge.paymentMethodId().equals(request.paymentMethodId())) {
      throw PayKey.conflict("another payment method");
    }
    return true;
  }

  /** The request's key belongs to the attempt that is under way now. */
  void keep(Handle handle, Caller caller, PayOrderRequest request) {
    if (request.idempotencyKey() == null) {
      return;
    }
    var key =
        new PayKey(
            caller.userId(),
            request.idempotencyKey(),
            request.orderId(),
            request.paymentMethodId(),
            null,
            clock.instant());
    if (!handle.attach(PayKeyDao.class).insert(key, tooOld())) {
      // A moment ago, as it was not there; whoever pays this order waits for this transaction.
      throw PayKey.conflict("another order");
    }
  }

  /** Another card is tried: keys so far belong to the attempt that failed. */
  void attemptEnded(Handle handle, Charge charge) {
    if (charge.inputError() != null) {
      handle.attach(PayKeyDao.class).attemptEnded(charge.orderId(), charge.inputError());
    }
  }

  private Instant tooOld() {
    return clock.instant().minus(KEPT);
  }
}
