package ticketing.dev.stripe;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Who used a key, and what was answered. It has a lock of its own, for a caller whose key is in use
 * is told so at once, while the ledger still works on its first request.
 *
 * @see <a href="https://docs.stripe.com/api/idempotent_requests">Stripe's idempotent requests</a>
 */
final class IdempotencyKeys {

  /** How long an answer is kept. */
  static final Duration KEPT = Duration.ofHours(24);

  /** As a request came with it; {@code digest} is the same for the same parameters. */
  record Key(String value, String path, String digest) {}

  /** An answer kept, {@code at} seconds since 1970. */
  record Kept(Key key, Answer answer, long at) {}

  private final SequencedMap<String, Kept> kept = new LinkedHashMap<>();
  private final Set<String> underWay = new HashSet<>();

  /**
   * Takes the key for a request, which must {@link #release} it, or finds the answer to give again.
   */
  synchronized Optional<Answer> claim(Key key, long now) {
    forget(now);
    var earlier = kept.get(key.value());
    if (earlier != null) {
      requireSame(earlier.key(), key);
      return Optional.of(earlier.answer());
    } else if (!underWay.add(key.value())) {
      throw StripeError.keyInUse(key.value());
    }
    return Optional.empty();
  }

  synchronized void keep(Kept answer) {
    kept.put(answer.key().value(), answer);
  }

  synchronized void release(Key key) {
    underWay.remove(key.value());
  }

  /** Oldest first. */
  synchronized Collection<Kept> all() {
    return List.copyOf(kept.values());
  }

  synchronized void forget(long now) {
    while (!kept.isEmpty() && kept.firstEntry().getValue().at() <= now - KEPT.toSeconds()) {
      kept.pollFirstEntry();
    }
  }

  private static void requireSame(Key earlier, Key later) {
    if (!earlier.path().equals(later.path())) {
      throw StripeError.otherRequest(
          ("Keys for idempotent requests can only be used for the same endpoint they were first used"
                  + " for ('%s' vs '%s'). Try using a key other than '%s' if you meant to execute a"
                  + " different request.")
              .formatted(later.path(), earlier.path(), later.value()));
    } else if (!earlier.digest().equals(later.digest())) {
      throw StripeError.otherRequest(
          ("Keys for idempotent requests can only be used with the same parameters they were first"
                  + " used with. Try using a key other than '%s' if you meant to execute a"
                  + " different request.")
              .formatted(later.value()));
    }
  }
}
