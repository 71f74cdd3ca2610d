package ticketing.chassis.events;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.admin.LoggedEventRepresentation;

/** The event log, for whoever operates the service. */
@RegisterConstructorMapper(LoggedEventRepresentation.class)
interface LoggedDao {

  /** Events put back, and the last position that was looked at; null where there was none. */
  record PutBack(int events, @Nullable Long last) {}

  // Of a traceparent, such as 00-<trace id>-<span id>-01, the part between the first two dashes.
  String SELECT =
      """
      select upper(:source) as source, position, aggregate_id, version, type, time, body,
        exists (select from event_pending where event_pending.position = event_log.position)
          as pending,
        substring(cast(body as json) ->> 'traceparent' from '^[0-9a-f]{2}-([0-9a-f]{32})-')
          as trace_id
      from event_log
      """;

  /** From behind the position {@code after} on. */
  @SqlQuery(SELECT + "where position > :after order by position limit :limit")
  List<LoggedEventRepresentation> behind(String source, long after, int limit);

  /** Of one row, by version, from behind the position {@code after} on. */
  @SqlQuery(
      SELECT
          + """
          where aggregate_id = :aggregateId and position > :after
          order by version
          limit :limit
          """)
  List<LoggedEventRepresentation> ofAggregate(
      String source, UUID aggregateId, long after, int limit);

  /**
   * A number that no resend had yet, for the messages' ids; empty where nothing was published yet.
   * The relay, which takes one when NATS lost something, publishes nothing between looking at the
   * number and writing its own: so both may come to the same one, and no message has it twice.
   */
  @SqlQuery("update relay_mark set losses = losses + 1 returning losses")
  Optional<Integer> nextResend();

  /**
   * Makes pending again what is not. What is pending is left alone without waiting for the relay,
   * which may be taking it away.
   */
  @SqlQuery(
      """
      with chosen as (
        select position from event_log where position >= :from order by position limit :limit),
      put as (
        insert into event_pending (position, resend)
        select position, :resend from chosen
        where not exists (
          select from event_pending where event_pending.position = chosen.position)
        on conflict do nothing
        returning position)
      select (select count(*) from put) as events, (select max(position) from chosen) as last
      """)
  @RegisterConstructorMapper(PutBack.class)
  PutBack putBack(long from, int resend, int limit);
}
