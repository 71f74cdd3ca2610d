package ticketing.auth;

import com.auth0.jwt.interfaces.ECDSAKeyProvider;
import io.dropwizard.core.setup.Environment;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.InstantSource;
import java.util.Collection;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.database.Sweep;

/** The keys as this instance read them last. */
final class CurrentKeys implements ECDSAKeyProvider {

  private final Jdbi jdbi;
  private final KeysConfig config;
  private final InstantSource clock;
  private final KeyRotation rotation;
  private volatile SigningKeys read;

  private CurrentKeys(Jdbi jdbi, KeysConfig config, InstantSource clock) {
    this.jdbi = jdbi;
    this.config = config;
    this.clock = clock;
    this.rotation = new KeyRotation(clock);
    this.read = readAgain();
  }

  /** Reads the keys; of instances that start together on an empty table one makes the first key. */
  static CurrentKeys open(Jdbi jdbi, KeysConfig config, InstantSource clock) {
    return new CurrentKeys(jdbi, config, clock);
  }

  /** Reads them again, and rotates them when it is time, while the application runs. */
  void start(Environment environment) {
    Sweep.start(
        "key-rotation",
        config.readEvery(),
        _ -> {
          read = readAgain();
          return 0;
        },
        environment);
  }

  private SigningKeys readAgain() {
    KeyRing ring = jdbi.inTransaction(handle -> rotation.keep(handle, config.rotateEvery()));
    return new SigningKeys(ring, clock.instant());
  }

  /** Of one moment: an id and a private key of it are one key's. */
  SigningKeys now() {
    return read;
  }

  Collection<SigningKey> published() {
    return read.published();
  }

  @Override
  public @Nullable ECPublicKey getPublicKeyById(@Nullable String kid) {
    return read.getPublicKeyById(kid);
  }

  @Override
  public ECPrivateKey getPrivateKey() {
    return read.getPrivateKey();
  }

  @Override
  public String getPrivateKeyId() {
    return read.getPrivateKeyId();
  }
}
