package ticketing.chassis.events;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** What was heard of foreign rows, and the events kept back. */
interface HeardDao {

  /** The version of a foreign row that was applied last. */
  record Heard(UUID aggregateId, int version) {}

  /** Why an event is kept back. */
  enum State {
    WAITING,
    RETRYING,
    FAILED
  }

  /** An event kept back; due: its time to wait or to be tried again is over. */
  record Parked(
      UUID aggregateId,
      int version,
      String subject,
      String body,
      State state,
      int tries,
      @Nullable String error,
      boolean due) {}

  /** PostgreSQL's texts hold no NUL; what tells of a broken event may repeat one of the event's. */
  static String storable(String text) {
    return text.replace("\0", "");
  }

  @SqlUpdate(
      """
      insert into heard (source, aggregate_id, version)
      select :source, id, 0 from unnest(:ids) as id order by id
      on conflict do nothing
      """)
  void insertMissing(String source, Collection<UUID> ids);

  /** Locks the rows, in id order, so that two transactions wait for each other and never cross. */
  @SqlQuery(
      """
      select aggregate_id, version from heard
      where source = :source and aggregate_id = any(:ids)
      order by aggregate_id
      for update
      """)
  @RegisterConstructorMapper(Heard.class)
  List<Heard> lock(String source, Collection<UUID> ids);

  @SqlBatch(
      "update heard set version = :version where source = :source and aggregate_id = :aggregateId")
  void update(String source, @BindMethods Collection<Heard> heard);

  @SqlQuery(
      """
      select aggregate_id, version, subject, body, state, tries, error, due_at <= now() as due
      from parked
      where source = :source and aggregate_id = any(:ids)
      """)
  @RegisterConstructorMapper(Parked.class)
  List<Parked> parked(String source, Collection<UUID> ids);

  /** Rows with an event kept back whose time has come. */
  @SqlQuery(
      """
      select distinct aggregate_id from parked
      where source = :source and state <> 'FAILED' and due_at <= now()
      order by aggregate_id
      limit :limit
      """)
  List<UUID> due(String source, int limit);

  @SqlBatch(
      """
      insert into parked (source, aggregate_id, version, subject, body, state, tries, error, due_at)
      values (:source, :aggregateId, :version, :subject, :body, :state, :tries, :error,
        now() + case :state
          when 'WAITING' then interval '2 seconds'
          when 'RETRYING' then interval '1 second'
          else interval '0'
        end)
      on conflict (source, aggregate_id, version) do update
      set state = excluded.state, tries = excluded.tries, error = excluded.error,
        due_at = excluded.due_at
      """)
  void park(String source, @BindMethods Collection<Parked> parked);

  @SqlUpdate(
      """
      insert into parked (source, subject, body, state, tries, error, due_at)
      values (:source, :subject, :body, 'FAILED', 1, :error, now())
      """)
  void parkUnreadable(String source, String subject, String body, String error);

  /** Those up to and with the version that was applied: done or superseded. */
  @SqlBatch(
      """
      delete from parked
      where source = :source and aggregate_id = :aggregateId and version <= :version
      """)
  void unpark(String source, @BindMethods Collection<Heard> heard);
}
