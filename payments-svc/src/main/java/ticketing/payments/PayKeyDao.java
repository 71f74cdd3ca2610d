package ticketing.payments;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code pay_keys}. Whoever locks rows of it has locked their order's charge before. */
@RegisterConstructorMapper(PayKey.class)
interface PayKeyDao {

  @SqlQuery(
      """
      select * from pay_keys where buyer_id = :buyerId and key = :key and used_at > :since
      """)
  Optional<PayKey> find(UUID buyerId, String key, Instant since);

  /** Keeps the key, unless it was used since; tells whether it did. */
  @SqlUpdate(
      """
      insert into pay_keys (buyer_id, key, order_id, payment_method_id, input_error, used_at)
      values (:buyerId, :key, :orderId, :paymentMethodId, :inputError, :usedAt)
      on conflict (buyer_id, key) do update
      set order_id = excluded.order_id, payment_method_id = excluded.payment_method_id,
        input_error = excluded.input_error, used_at = excluded.used_at
      where pay_keys.used_at <= :since
      """)
  boolean insert(@BindMethods PayKey key, Instant since);

  /** The attempt that these keys of the order belong to ended so: another one follows. */
  @SqlUpdate(
      """
      update pay_keys set input_error = :inputError
      where order_id = :orderId and input_error is null
      """)
  void attemptEnded(UUID orderId, String inputError);

  /** Takes away keys that were first used until then, unless another instance is at them. */
  @SqlUpdate(
      """
      delete from pay_keys
      where (buyer_id, key) in (
        select buyer_id, key from pay_keys
        where used_at <= :until
        order by used_at
        limit :limit
        for update skip locked)
      """)
  int forget(Instant until, int limit);
}
