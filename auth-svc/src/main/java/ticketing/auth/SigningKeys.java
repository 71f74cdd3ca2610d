package ticketing.auth;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.auth0.jwt.interfaces.ECDSAKeyProvider;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The keys as this instance read them at its start: one signs, all verify and are published. */
final class SigningKeys implements ECDSAKeyProvider {

  private final SigningKey signing;
  private final Map<String, SigningKey> published;

  /** Of those that are not retired, the one that may sign for the shortest time yet signs. */
  SigningKeys(Collection<SigningKey> keys, Instant now) {
    List<SigningKey> valid = keys.stream().filter(key -> key.isPublishedAt(now)).toList();
    this.published =
        valid.stream().collect(toUnmodifiableMap(SigningKey::kid, Function.identity()));
    this.signing =
        valid.stream()
            .filter(key -> key.signsAt(now))
            .max(Comparator.comparing(SigningKey::signsFrom))
            .orElseThrow();
  }

  /** Reads the keys; of instances that start together on an empty table one makes the first key. */
  static SigningKeys open(Jdbi jdbi, Instant now) {
    return jdbi.inTransaction(handle -> {
      var dao = handle.attach(SigningKeyDao.class);
      dao.lock();
      List<SigningKey> keys = dao.all();
      if (keys.stream().noneMatch(key -> key.signsAt(now))) {
        dao.insert(SigningKey.generate(now));
        keys = dao.all();
      }
      return new SigningKeys(keys, now);
    });
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
