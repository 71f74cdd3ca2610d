package ticketing.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.auth.KeyRing.Rotation;

/** Rotates keys in a transaction; who comes second finds what the first one did. */
final class KeyRotation {

  private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);

  private final InstantSource clock;

  KeyRotation(InstantSource clock) {
    this.clock = clock;
  }

  /** What a command asks for. */
  void rotate(Handle handle) {
    KeyRing ring = locked(handle);
    Instant now = clock.instant();
    Optional<Rotation> rotation = ring.rotate(now);
    if (rotation.isEmpty()) {
      LOG.info("There is one that is to follow: {}", ring.coming(now).orElseThrow().described());
      return;
    }
    write(handle, rotation.get());
  }

  /** What a command asks for when a key is compromised. */
  void rotateNow(Handle handle) {
    KeyRing ring = locked(handle);
    Instant now = clock.instant();
    Optional<Rotation> rotation = ring.rotateNow(now);
    if (rotation.isEmpty()) {
      LOG.info(
          "It was just made, and no other is good: {}",
          ring.signing(now).orElseThrow().described());
      return;
    }
    write(handle, rotation.get());
  }

  /** The keys, after what is due; nobody is waited for when nothing is. */
  KeyRing keep(Handle handle, Duration every) {
    KeyRing ring = read(handle);
    Instant now = clock.instant();
    if (!ring.isDue(now, every) && ring.deletable(now).isEmpty()) {
      return ring;
    }
    ring = locked(handle);
    var dao = handle.attach(SigningKeyDao.class);
    ring.deletable(now).forEach(key -> dao.delete(key.kid()));
    if (ring.isDue(now, every)) {
      ring.rotate(now).ifPresent(rotation -> write(handle, rotation));
    }
    return read(handle);
  }

  private static KeyRing locked(Handle handle) {
    handle.attach(SigningKeyDao.class).lock();
    return read(handle);
  }

  private static KeyRing read(Handle handle) {
    return new KeyRing(List.copyOf(handle.attach(SigningKeyDao.class).all()));
  }

  private static void write(Handle handle, Rotation rotation) {
    var dao = handle.attach(SigningKeyDao.class);
    rotation.dropped().forEach(key -> dao.delete(key.kid()));
    rotation.retiring().forEach(key -> dao.retire(key.kid(), key.retiredAt()));
    dao.insert(rotation.next());
    handle.afterCommit(() -> {
      LOG.info("New: {}", rotation.next().described());
      rotation.retiring().forEach(key -> LOG.info("Retired: {}", key.described()));
      rotation.dropped().forEach(key -> LOG.info("Deleted: {}", key.described()));
    });
  }
}
