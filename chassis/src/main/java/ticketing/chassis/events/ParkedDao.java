package ticketing.chassis.events;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.admin.ParkedRepresentation;

/** The table {@code parked}, for whoever operates the service. */
@RegisterConstructorMapper(ParkedRepresentation.class)
interface ParkedDao {

  String SELECT =
      """
      select id, upper(source) as source, aggregate_id, version, subject, state, tries, error,
        parked_at, due_at, discarded_at
      from parked
      """;

  /** Without what was discarded; newest first, from below the id {@code after} on. */
  @SqlQuery(
      SELECT
          + """
          where discarded_at is null
            and (cast(:source as text) is null or source = :source)
            and (cast(:state as text) is null or state = :state)
            and (cast(:after as bigint) is null or id < :after)
          order by id desc
          limit :limit
          """)
  List<ParkedRepresentation> list(
      @Nullable String source, @Nullable String state, @Nullable Long after, int limit);

  @SqlQuery(SELECT + "where id = :id")
  Optional<ParkedRepresentation> byId(long id);

  @SqlQuery(SELECT + "where id = :id for update")
  Optional<ParkedRepresentation> lock(long id);

  @SqlQuery("select body from parked where id = :id")
  Optional<String> body(long id);

  @SqlUpdate(
      """
      update parked
      set state = case state when 'FAILED' then 'RETRYING' else state end,
        tries = 0, due_at = now(), discarded_at = null
      where id = :id
      """)
  void retry(long id);

  /** Gives an event its place in its row's sequence if none is kept back there; tells whether. */
  @SqlUpdate(
      """
      update parked
      set aggregate_id = :aggregateId, version = :version
      where id = :id and not exists (
        select from parked as other
        where other.source = parked.source and other.aggregate_id = :aggregateId
          and other.version = :version)
      """)
  boolean place(long id, UUID aggregateId, int version);

  @SqlUpdate(
      """
      update parked
      set state = 'FAILED', discarded_at = coalesce(discarded_at, now())
      where id = :id
      """)
  void discard(long id);

  @SqlUpdate("delete from parked where id = :id")
  void delete(long id);
}
