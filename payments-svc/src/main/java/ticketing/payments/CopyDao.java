package ticketing.payments;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code order_copies}. */
@RegisterConstructorMapper(OrderCopy.class)
interface CopyDao {

  @SqlQuery("select * from order_copies where id = :id")
  Optional<OrderCopy> order(UUID id);

  /** Whoever decides on a charge by its order's state holds this lock, and takes it first. */
  @SqlQuery("select * from order_copies where id = :id for update")
  Optional<OrderCopy> lockOrder(UUID id);

  @SqlUpdate(
      """
      insert into order_copies (id, buyer_id, amount, currency, status, cancel_reason, expires_at,
        capture_by, version)
      values (:id, :buyerId, :amount, :currency, :status, :cancelReason, :expiresAt,
        :captureBy, :version)
      on conflict (id) do update
      set status = excluded.status, cancel_reason = excluded.cancel_reason,
        capture_by = excluded.capture_by, version = excluded.version
      where order_copies.version < excluded.version
      """)
  void put(@BindMethods OrderCopy order);
}
