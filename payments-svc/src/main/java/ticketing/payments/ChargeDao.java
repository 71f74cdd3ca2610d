package ticketing.payments;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import ticketing.payments.stripe.StripePayment;

/** The table {@code charges}. */
@RegisterConstructorMapper(Charge.class)
interface ChargeDao {

  @SqlUpdate(
      """
      insert into charges (id, order_id, buyer_id, amount, currency, step, payment_method_id,
        idempotency_key, input_error, stripe_id, client_secret, failure_code, stripe_refund_id,
        refund_error, expires_at, capture_by, version, created_at, updated_at)
      values (:id, :orderId, :buyerId, :amount, :currency, :step, :paymentMethodId,
        :idempotencyKey, :inputError, :stripeId, :clientSecret, :failureCode, :stripeRefundId,
        :refundError, :expiresAt, :captureBy, :version, :createdAt, :updatedAt)
      """)
  void insert(@BindMethods Charge charge);

  /** Writes the row, which the transaction has locked. */
  default void store(Charge next) {
    if (!update(next)) {
      throw new IllegalStateException(next + " does not follow the row");
    }
  }

  /** Writes the row if it is still one version below; tells whether it was. */
  @SqlUpdate(
      """
      update charges
      set step = :step, payment_method_id = :paymentMethodId, idempotency_key = :idempotencyKey,
        input_error = :inputError, stripe_id = :stripeId, client_secret = :clientSecret,
        failure_code = :failureCode, stripe_refund_id = :stripeRefundId,
        refund_error = :refundError,
        capture_by = :captureBy, version = :version, updated_at = :updatedAt
      where id = :id and version = :version - 1
      """)
  boolean update(@BindMethods Charge charge);

  @SqlQuery("select * from charges where id = :id")
  Optional<Charge> byId(UUID id);

  @SqlQuery("select * from charges where id = :id for update")
  Optional<Charge> lock(UUID id);

  @SqlQuery("select * from charges where order_id = :orderId")
  Optional<Charge> ofOrder(UUID orderId);

  @SqlQuery("select * from charges where order_id = :orderId for update")
  Optional<Charge> lockOfOrder(UUID orderId);

  @SqlQuery("select id from charges where stripe_id = :stripeId")
  Optional<UUID> idOfIntent(String stripeId);

  @SqlQuery("select * from charges where stripe_id = any(:stripeIds)")
  List<Charge> byIntents(Collection<String> stripeIds);

  /** By the ids of their intents. */
  default Map<String, Charge> ofIntents(Collection<StripePayment> payments) {
    List<String> ids = payments.stream().map(StripePayment::id).toList();
    return byIntents(ids).stream()
        .collect(toMap(charge -> String.valueOf(charge.stripeId()), Function.identity()));
  }

  /** Those with an intent, newest first, from below the charge {@code before} on. */
  @SqlQuery(
      """
      select * from charges
      where stripe_id is not null and created_at >= :from
        and (created_at, id) < (:to, :before)
      order by created_at desc, id desc
      limit :limit
      """)
  List<Charge> made(Instant from, Instant to, UUID before, int limit);

  /** For admins: newest first, from behind (time, id) on. */
  @SqlQuery(
      """
      select * from charges
      where (cardinality(cast(:ids as uuid[])) = 0 or id = any(:ids))
        and (cardinality(cast(:orderIds as uuid[])) = 0 or order_id = any(:orderIds))
        and (cast(:buyerId as uuid) is null or buyer_id = :buyerId)
        and (cardinality(cast(:statusSteps as text[])) = 0 or step = any(:statusSteps))
        and (cast(:step as text) is null or step = :step)
        and (cast(:from as timestamptz) is null or created_at >= :from)
        and (cast(:to as timestamptz) is null or created_at < :to)
        and (cast(:time as timestamptz) is null or (created_at, id) < (:time, :id))
      order by created_at desc, id desc
      limit :limit
      """)
  List<Charge> find(
      @BindMethods ChargeFilter filter, @Nullable Instant time, @Nullable UUID id, int limit);

  /** Those whose money is, or may be, held: oldest first, from behind (time, id) on. */
  @SqlQuery(
      """
      select * from charges
      where step in ('AUTHORIZED', 'CAPTURING', 'VOIDING')
        and (cast(:time as timestamptz) is null or (created_at, id) > (:time, :id))
      order by created_at, id
      limit :limit
      """)
  List<Charge> holds(@Nullable Instant time, @Nullable UUID id, int limit);

  /** The age in seconds of the oldest that holds money, or may; 0 where there is none. */
  @SqlQuery(
      """
      select coalesce(extract(epoch from now() - min(created_at)), 0) from charges
      where step in ('AUTHORIZED', 'CAPTURING', 'VOIDING')
      """)
  double oldestHold();

  @SqlQuery("select * from charges where order_id = any(:orderIds)")
  List<Charge> byOrders(Collection<UUID> orderIds);

  @SqlQuery("select * from charges where buyer_id = :buyerId and order_id = any(:orderIds)")
  List<Charge> byOrders(UUID buyerId, Collection<UUID> orderIds);
}
