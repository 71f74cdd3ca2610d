package ticketing.chassis.events;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The event log, what of it is pending, and the mark of the last acknowledgement. */
interface EventLogDao {

  /** An event that JetStream has not acknowledged; resend is 0, or the number of its resend. */
  record Pending(
      long position, UUID aggregateId, int version, String subject, String body, int resend) {}

  /**
   * The last acknowledgement, and how often events were put back, as NATS lost something or an
   * admin asked for it.
   */
  record Mark(Instant streamCreated, long position, long streamSequence, int losses) {}

  @SqlUpdate(
      """
      with appended as (
        insert into event_log (aggregate_id, version, type, subject, time, body)
        values (:aggregateId, :version, :type, :subject, :time, :body)
        returning position)
      insert into event_pending (position) select position from appended
      """)
  void append(
      UUID aggregateId, int version, String type, String subject, Instant time, String body);

  @SqlQuery(
      """
      select position, aggregate_id, version, subject, body, resend
      from event_pending join event_log using (position)
      order by position
      limit :limit
      """)
  @RegisterConstructorMapper(Pending.class)
  List<Pending> pending(int limit);

  @SqlUpdate(
      """
      with acknowledged as (
        delete from event_pending where position = any(:positions))
      update relay_mark
      set position = :position, stream_sequence = greatest(stream_sequence, :streamSequence)
      """)
  void acknowledged(long[] positions, long position, long streamSequence);

  @SqlQuery("select stream_created, position, stream_sequence, losses from relay_mark")
  @RegisterConstructorMapper(Mark.class)
  Optional<Mark> mark();

  @SqlUpdate(
      """
      insert into relay_mark (stream_created, position, stream_sequence)
      values (:streamCreated, 0, :streamSequence)
      """)
  void firstMark(Instant streamCreated, long streamSequence);

  @SqlQuery(
      "select position from event_log where aggregate_id = :aggregateId and version = :version")
  Optional<Long> position(UUID aggregateId, int version);

  @SqlQuery(
      """
      select body from event_log where aggregate_id = :aggregateId order by version desc limit 1
      """)
  Optional<String> lastBody(UUID aggregateId);

  @SqlQuery("select coalesce(max(position), 0) from event_log")
  long lastPosition();

  /**
   * Makes pending again what of a range of positions was logged after the one that is held, or
   * within a minute before the event there: a transaction that committed late may have been
   * published after it.
   */
  @SqlUpdate(
      """
      insert into event_pending (position, resend)
      select position, :resend from event_log
      where position > :after and position <= :upTo
        and (position > :held
          or time > (select time from event_log where position = :held) - interval '1 minute')
      on conflict (position) do update set resend = excluded.resend
      """)
  void makePending(long after, long upTo, long held, int resend);

  @SqlUpdate(
      """
      update relay_mark
      set stream_created = :streamCreated, stream_sequence = :streamSequence, losses = :losses
      """)
  void lost(Instant streamCreated, long streamSequence, int losses);
}
