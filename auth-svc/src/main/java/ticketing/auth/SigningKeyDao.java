package ticketing.auth;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The table {@code signing_keys}. */
@RegisterConstructorMapper(SigningKey.class)
interface SigningKeyDao {

  /** Lets nobody else change keys until the transaction ends; readers do not wait. */
  @SqlUpdate("lock table signing_keys in share row exclusive mode")
  void lock();

  @SqlQuery("select * from signing_keys order by signs_from, kid")
  List<SigningKey> all();

  default void insert(SigningKey key) {
    insert(
        key.kid(),
        key.publicKey().getEncoded(),
        key.privateKey().getEncoded(),
        key.createdAt(),
        key.signsFrom(),
        key.retiredAt());
  }

  @SqlUpdate("update signing_keys set retired_at = :retiredAt where kid = :kid")
  void retire(String kid, @Nullable Instant retiredAt);

  @SqlUpdate("delete from signing_keys where kid = :kid")
  void delete(String kid);

  @SqlUpdate(
      """
      insert into signing_keys (kid, public_key, private_key, created_at, signs_from, retired_at)
      values (:kid, :publicKey, :privateKey, :createdAt, :signsFrom, :retiredAt)
      """)
  void insert(
      String kid,
      byte[] publicKey,
      byte[] privateKey,
      Instant createdAt,
      Instant signsFrom,
      @Nullable Instant retiredAt);
}
