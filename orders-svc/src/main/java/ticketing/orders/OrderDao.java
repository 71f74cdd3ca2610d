package ticketing.orders;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.OrderStatus;

/** The table {@code orders}. */
@RegisterConstructorMapper(Order.class)
interface OrderDao {

  /** The database's clock, to the millisecond; it goes on within a transaction. */
  @SqlQuery("select date_trunc('milliseconds', clock_timestamp())")
  Instant now();

  /** Has others of this buyer's transactions wait for the end of this one. */
  @SqlQuery("select pg_advisory_xact_lock(hashtextextended('buyer ' || :buyerId, 0)) is null")
  boolean lockBuyer(UUID buyerId);

  /** All that decides whether the buyer can have the ticket, in one look; empty if unknown. */
  @SqlQuery(
      """
      select ticket_copies.*, holder.id as holder_id, holder.buyer_id as holder_buyer_id,
        holder.status as holder_status,
        (select coalesce(max(lock_no), 0) from orders where ticket_id = :ticketId) as last_lock_no,
        own.held, own.held_until,
        date_trunc('milliseconds', clock_timestamp()) as now
      from ticket_copies
      cross join (
        select cast(count(*) as int) as held, min(expires_at) as held_until
        from orders
        where buyer_id = :buyerId and status in ('CREATED', 'AWAITING_PAYMENT')) as own
      left join orders as holder
        on holder.ticket_id = ticket_copies.id
        and holder.status in ('CREATED', 'AWAITING_PAYMENT', 'COMPLETED')
      where ticket_copies.id = :ticketId
      """)
  @RegisterConstructorMapper(Offer.class)
  Optional<Offer> offer(UUID ticketId, UUID buyerId);

  /** Inserts the order unless another holds the ticket; tells whether it did. */
  @SqlUpdate(
      """
      insert into orders (id, ticket_id, buyer_id, amount, currency, status, cancel_reason, lock_no,
        expires_at, capture_by, idempotency_key, version, created_at, updated_at)
      values (:id, :ticketId, :buyerId, :amount, :currency, :status, :cancelReason, :lockNo,
        :expiresAt, :captureBy, :idempotencyKey, :version, :createdAt, :updatedAt)
      on conflict do nothing
      """)
  boolean insert(@BindMethods Order order);

  /** Writes the row, which the transaction has locked. */
  default void store(Order next) {
    if (!update(next)) {
      throw new IllegalStateException(
          "order " + next.id() + " is not at " + next.version() + " - 1");
    }
  }

  /** Writes the row if it is still one version below; tells whether it was. */
  @SqlUpdate(
      """
      update orders
      set status = :status, cancel_reason = :cancelReason, capture_by = :captureBy,
        version = :version, updated_at = :updatedAt
      where id = :id and version = :version - 1
      """)
  boolean update(@BindMethods Order order);

  /** Locks many, in id order, so that two transactions wait for each other and never cross. */
  @SqlQuery("select id from orders where id = any(:ids) order by id for update")
  List<UUID> lockAll(Collection<UUID> ids);

  @SqlQuery("select * from orders where id = :id for update")
  Optional<Order> lock(UUID id);

  /** The order that this key made within the last day. */
  @SqlQuery(
      """
      select * from orders
      where buyer_id = :buyerId and idempotency_key = :key
        and created_at > now() - interval '1 day'
      """)
  Optional<Order> byKey(UUID buyerId, String key);

  /** Frees the key if its day is over. It is no part of what is told: the version stays. */
  @SqlUpdate(
      """
      update orders set idempotency_key = null
      where buyer_id = :buyerId and idempotency_key = :key
        and created_at <= now() - interval '1 day'
      """)
  void forgetOldKey(UUID buyerId, String key);

  /** Frees keys whose day is over, unless another instance is at them; tells how many. */
  @SqlUpdate(
      """
      update orders set idempotency_key = null
      where id in (
        select id from orders
        where idempotency_key is not null and created_at <= now() - interval '1 day'
        order by created_at
        limit :limit
        for update skip locked)
      """)
  int forgetOldKeys(int limit);

  @SqlQuery("select * from orders where id = :id")
  Optional<Order> byId(UUID id);

  @SqlQuery("select * from orders where buyer_id = :buyerId and id = any(:ids)")
  List<Order> byIds(UUID buyerId, Collection<UUID> ids);

  @SqlQuery(
      """
      select * from orders
      where buyer_id = :buyerId and ticket_id = any(:ticketIds)
        and status in ('CREATED', 'AWAITING_PAYMENT', 'COMPLETED')
      """)
  List<Order> byTickets(UUID buyerId, Collection<UUID> ticketIds);

  /** Newest first, from below the id {@code after} on. */
  @SqlQuery(
      """
      select * from orders
      where buyer_id = :buyerId
        and (cast(:status as text) is null or status = :status)
        and (cast(:after as uuid) is null or id < :after)
      order by id desc
      limit :limit
      """)
  List<Order> history(UUID buyerId, @Nullable OrderStatus status, @Nullable UUID after, int limit);

  /** Newest first, from below the id {@code after} on. */
  @SqlQuery(
      """
      select * from orders
      where (cardinality(cast(:ids as uuid[])) = 0 or id = any(:ids))
        and (cast(:buyerId as uuid) is null or buyer_id = :buyerId)
        and (cast(:ticketId as uuid) is null or ticket_id = :ticketId)
        and (cast(:status as text) is null or status = :status)
        and (cast(:from as timestamptz) is null or created_at >= :from)
        and (cast(:to as timestamptz) is null or created_at < :to)
        and (cast(:after as uuid) is null or id < :after)
      order by id desc
      limit :limit
      """)
  List<Order> find(
      Collection<UUID> ids,
      @Nullable UUID buyerId,
      @Nullable UUID ticketId,
      @Nullable OrderStatus status,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable UUID after,
      int limit);

  /** Locks orders whose time was over a while ago, unless another instance is at them. */
  @SqlQuery(
      """
      select * from orders
      where status = 'CREATED' and expires_at < now() - interval '5 seconds'
      order by expires_at
      limit :limit
      for update skip locked
      """)
  List<Order> lockOverdue(int limit);
}
