package ticketing.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ticketing.chassis.auth.AccessTokens;

/** All signing keys, and what becomes of them when one follows another. */
record KeyRing(List<SigningKey> keys) {

  /**
   * How long a new key is published before it signs: longer than anyone keeps published keys, and
   * than an update of all instances takes, as those of before rotation read keys at their start
   * only.
   */
  static final Duration AHEAD = Duration.ofHours(1);

  /**
   * How long a key is published after the last token that it signed has expired: whatever clocks
   * say, and whoever was late to learn of the next key.
   */
  static final Duration MARGIN = Duration.ofHours(1);

  /** How long a retired key's row is kept. */
  static final Duration KEPT = Duration.ofDays(1);

  /** Who asks for a key at once within this time gets the one that was just made. */
  static final Duration JUST = Duration.ofSeconds(10);

  /**
   * What is to be written.
   *
   * @param next the new key
   * @param retiring old keys, with the time when they are published no more
   * @param dropped keys that have never signed, and never will
   */
  record Rotation(SigningKey next, List<SigningKey> retiring, List<SigningKey> dropped) {}

  /** Of those that may sign the one that began last; by a clock that is behind, the first one. */
  Optional<SigningKey> signing(Instant now) {
    var bySigning = Comparator.comparing(SigningKey::signsFrom);
    return keys.stream()
        .filter(key -> key.signsAt(now))
        .max(bySigning)
        .or(() -> published(now).stream().min(bySigning));
  }

  List<SigningKey> published(Instant now) {
    return keys.stream().filter(key -> key.isPublishedAt(now)).toList();
  }

  /** The key that is published, but does not sign yet. */
  Optional<SigningKey> coming(Instant now) {
    return published(now).stream().filter(key -> now.isBefore(key.signsFrom())).findFirst();
  }

  /** Whether the last key was made that long ago, or there is none. */
  boolean isDue(Instant now, Duration every) {
    return published(now).stream().allMatch(key -> !now.isBefore(key.createdAt().plus(every)));
  }

  /** A key that signs when everyone knows it; none when one is coming already. */
  Optional<Rotation> rotate(Instant now) {
    if (published(now).isEmpty()) {
      return Optional.of(replace(now));
    }
    if (coming(now).isPresent()) {
      return Optional.empty();
    }
    var next = SigningKey.generate(now, now.plus(AHEAD));
    Instant retiredAt = next.signsFrom().plus(AccessTokens.LIFETIME).plus(MARGIN);
    List<SigningKey> retiring =
        published(now).stream()
            .filter(key -> key.retiredAt() == null)
            .map(key -> key.retired(retiredAt))
            .toList();
    return Optional.of(new Rotation(next, retiring, List.of()));
  }

  /** A key that signs at once, and no other is good any more; none when that was just done. */
  Optional<Rotation> rotateNow(Instant now) {
    List<SigningKey> good = published(now);
    boolean justDone = good.size() == 1 && now.isBefore(good.getFirst().createdAt().plus(JUST));
    return justDone ? Optional.empty() : Optional.of(replace(now));
  }

  private Rotation replace(Instant now) {
    List<SigningKey> retiring = new ArrayList<>();
    List<SigningKey> dropped = new ArrayList<>();
    for (SigningKey key : published(now)) {
      if (key.signsFrom().isBefore(now)) {
        retiring.add(key.retired(now));
      } else {
        dropped.add(key);
      }
    }
    return new Rotation(SigningKey.generate(now, now), retiring, dropped);
  }

  /** Retired so long ago that nobody can want them. */
  List<SigningKey> deletable(Instant now) {
    return keys.stream().filter(key -> !key.isPublishedAt(now.minus(KEPT))).toList();
  }
}
