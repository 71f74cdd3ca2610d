package ticketing.payments;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.payments.DifferenceRepresentation;

/** The table {@code differences}. */
interface DifferenceDao {

  @SqlUpdate("delete from differences where not stripe_id = any(:stripeIds)")
  void forgetAllBut(Collection<String> stripeIds);

  /** One that is there already keeps its time while it is of the same kind. */
  @SqlBatch(
      """
      insert into differences (stripe_id, kind, charge_id, order_id, step, amount, stripe_status,
        captured, refunded, detail, found_at)
      values (:stripeId, :kind, :chargeId, :orderId, :step, :amount, :stripeStatus,
        :captured, :refunded, :detail, :foundAt)
      on conflict (stripe_id) do update
      set kind = excluded.kind, charge_id = excluded.charge_id, order_id = excluded.order_id,
        step = excluded.step, amount = excluded.amount, stripe_status = excluded.stripe_status,
        captured = excluded.captured, refunded = excluded.refunded, detail = excluded.detail,
        found_at = case when differences.kind = excluded.kind
          then differences.found_at else excluded.found_at end
      """)
  void put(@BindMethods Collection<DifferenceRepresentation> differences, Instant foundAt);

  /** Newest first, from below the id {@code after} on. */
  @SqlQuery(
      """
      select * from differences
      where cast(:after as bigint) is null or id < :after
      order by id desc
      limit :limit
      """)
  @RegisterConstructorMapper(FoundDifference.class)
  List<FoundDifference> list(@Nullable Long after, int limit);

  /** How many there are of each kind of which there are any. */
  @SqlQuery("select kind, count(*) as found from differences group by kind")
  @KeyColumn("kind")
  @ValueColumn("found")
  Map<DifferenceRepresentation.Kind, Long> counts();
}
