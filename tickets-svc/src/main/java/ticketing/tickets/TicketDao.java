package ticketing.tickets;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The table {@code tickets}. */
@RegisterConstructorMapper(Ticket.class)
interface TicketDao {

  /** A ticket found by words, with how well it fits. */
  record Found(@Nested Ticket ticket, double rank) {}

  @SqlUpdate(
      """
      insert into tickets (id, seller_id, title, amount, currency, status, order_id, lock_no,
        locked_until, refused_order_id, refused_reason, taken_down_at, version, created_at,
        updated_at)
      values (:id, :sellerId, :title, :amount, :currency, :status, :orderId, :lockNo,
        :lockedUntil, :refusedOrderId, :refusedReason, :takenDownAt, :version, :createdAt,
        :updatedAt)
      """)
  void insert(@BindMethods Ticket ticket);

  /** Writes the row, which the transaction has locked. */
  default void store(Ticket next) {
    if (!update(next)) {
      throw new IllegalStateException(
          "ticket " + next.id() + " is not at " + next.version() + " - 1");
    }
  }

  /** Writes the row if it is still one version below; tells whether it was. */
  @SqlUpdate(
      """
      update tickets
      set title = :title, amount = :amount, currency = :currency, status = :status,
        order_id = :orderId, lock_no = :lockNo, locked_until = :lockedUntil,
        refused_order_id = :refusedOrderId, refused_reason = :refusedReason,
        taken_down_at = :takenDownAt, version = :version, updated_at = :updatedAt
      where id = :id and version = :version - 1
      """)
  boolean update(@BindMethods Ticket ticket);

  @SqlQuery("select * from tickets where id = :id")
  Optional<Ticket> byId(UUID id);

  /** Locks many, in id order, so that two transactions wait for each other and never cross. */
  @SqlQuery("select id from tickets where id = any(:ids) order by id for update")
  List<UUID> lockAll(Collection<UUID> ids);

  @SqlQuery("select * from tickets where id = :id for update")
  Optional<Ticket> lock(UUID id);

  @SqlQuery("select * from tickets where id = any(:ids)")
  List<Ticket> byIds(Collection<UUID> ids);

  /** Newest first, from below the id {@code after} on. */
  @SqlQuery(
      """
      select * from tickets
      where status = any(:statuses)
        and (cast(:sellerId as uuid) is null or seller_id = :sellerId)
        and (cast(:after as uuid) is null or id < :after)
      order by id desc
      limit :limit
      """)
  List<Ticket> list(String[] statuses, @Nullable UUID sellerId, @Nullable UUID after, int limit);

  /** Best match first, then newest, from behind (rank, id) on. */
  @SqlQuery(
      """
      select * from (
        select *, cast(ts_rank(words, websearch_to_tsquery('simple', :search)) as float8) as rank
        from tickets
        where words @@ websearch_to_tsquery('simple', :search)
          and status = any(:statuses)
          and (cast(:sellerId as uuid) is null or seller_id = :sellerId)) as found
      where cast(:after as uuid) is null or (rank, id) < (:afterRank, :after)
      order by rank desc, id desc
      limit :limit
      """)
  @RegisterConstructorMapper(Found.class)
  List<Found> search(
      String search,
      String[] statuses,
      @Nullable UUID sellerId,
      @Nullable Double afterRank,
      @Nullable UUID after,
      int limit);

  /** For admins: of all that there are, newest first, from below the id {@code after} on. */
  @SqlQuery(
      """
      select * from tickets
      where (cardinality(cast(:ids as uuid[])) = 0 or id = any(:ids))
        and (cast(:sellerId as uuid) is null or seller_id = :sellerId)
        and (cast(:status as text) is null or status = :status)
        and (cast(:from as timestamptz) is null or created_at >= :from)
        and (cast(:to as timestamptz) is null or created_at < :to)
        and (cast(:search as text) is null
          or words @@ websearch_to_tsquery('simple', :search))
        and (cast(:after as uuid) is null or id < :after)
      order by id desc
      limit :limit
      """)
  List<Ticket> find(@BindMethods TicketFilter filter, @Nullable UUID after, int limit);

  /** Each seller's newest. */
  @SqlQuery(
      """
      select tickets.* from (select distinct unnest(:sellerIds) as id) as seller
      cross join lateral (
        select * from tickets
        where seller_id = seller.id
          and (cast(:after as uuid) is null or tickets.id < :after)
        order by tickets.id desc
        limit :limit) as tickets
      order by tickets.id desc
      """)
  List<Ticket> bySellers(Collection<UUID> sellerIds, @Nullable UUID after, int limit);
}
