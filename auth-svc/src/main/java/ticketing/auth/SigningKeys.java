package ticketing.auth;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.auth0.jwt.interfaces.ECDSAKeyProvider;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of one moment: one signs, all that are not retired verify and are published. */
final class SigningKeys implements ECDSAKeyProvider {

  private final SigningKey signing;
  private final Map<String, SigningKey> published;

  /** Of those that are not retired, the one that may sign for the shortest time yet signs. */
  SigningKeys(KeyRing ring, Instant now) {
    this.published =
        ring.published(now).stream()
            .collect(toUnmodifiableMap(SigningKey::kid, Function.identity()));
    this.signing = ring.signing(now).orElseThrow();
  }

  Collection<SigningKey> published() {
    return published.values();
  }

  @Override
  public @Nullable ECPublicKey getPublicKeyById(@Nullable String kid) {
    SigningKey key = kid == null ? null : published.get(kid);
    return key == null ? null : key.publicKey();
  }

  @Override
  public ECPrivateKey getPrivateKey() {
    return signing.privateKey();
  }

  @Override
  public String getPrivateKeyId() {
    return signing.kid();
  }
}
