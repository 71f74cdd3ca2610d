package ticketing.chassis.events;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Counts for operators. */
interface EventStoreDao {

  /** Events not published, and the age of the oldest in seconds. */
  record PendingCount(long count, double oldest) {}

  /** Events kept back of one source in one state, but for those that an admin discarded. */
  record ParkedCount(String source, String state, long count) {}

  // The lowest position is the oldest, but for moments: cheaper than the least time of all.
  @SqlQuery(
      """
      select (select count(*) from event_pending) as count,
        coalesce((select greatest(0, extract(epoch from now() - time))
          from event_pending join event_log using (position)
          order by position limit 1), 0) as oldest
      """)
  @RegisterConstructorMapper(PendingCount.class)
  PendingCount pending();

  @SqlQuery(
      """
      select source, state, count(*) as count from parked
      where discarded_at is null
      group by source, state
      """)
  @RegisterConstructorMapper(ParkedCount.class)
  List<ParkedCount> parked();
}
