package ticketing.payments;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The table {@code charge_work}. Its clock is the database's. */
interface WorkDao {

  /**
   * A charge that this instance may work at until its lease ends.
   *
   * @param lease the lease's number: the charge is this instance's while it is the last one given
   */
  record Work(UUID chargeId, int lease, int answers, int failures) {}

  /**
   * Has the worker look at the charge now, or again when somebody is at it already. What did not
   * help before may help now.
   */
  @SqlUpdate(
      """
      insert into charge_work (charge_id, look_at)
      values (:chargeId, now())
      on conflict (charge_id) do update set look_at = excluded.look_at, failures = 0
      """)
  void lookNow(UUID chargeId);

  /**
   * Leases charges that are to be looked at now, for six seconds if nobody extends that.
   *
   * <p>Materialized, as the planner may run a subquery more than once, and lease more than allowed.
   */
  @SqlQuery(
      """
      with due as materialized (
        select charge_id from charge_work
        where (lease_until is null and look_at <= now()) or lease_until < now()
        order by coalesce(lease_until, look_at)
        limit :limit
        for update skip locked)
      update charge_work
      set look_at = null, lease = lease + 1, lease_until = now() + interval '6 seconds'
      from due
      where charge_work.charge_id = due.charge_id
      returning charge_work.charge_id, lease, answers, failures
      """)
  @RegisterConstructorMapper(Work.class)
  List<Work> lease(int limit);

  /** Begins the lease's time anew; tells whether the charge was still this instance's. */
  @SqlUpdate(
      """
      update charge_work set lease_until = now() + interval '6 seconds'
      where charge_id = :chargeId and lease = :lease
      """)
  boolean extend(UUID chargeId, int lease);

  /** Begins the time of leases anew that did not end yet. */
  default void extend(List<Work> works) {
    extend(works.stream().map(Work::chargeId).toList(), works.stream().map(Work::lease).toList());
  }

  // A row that somebody else writes just now comes with the next time.
  @SqlUpdate(
      """
      with held as materialized (
        select charge_work.charge_id
        from charge_work
        join unnest(:chargeIds, :leases) as mine (charge_id, lease)
          on mine.charge_id = charge_work.charge_id and mine.lease = charge_work.lease
        where lease_until > now()
        for update of charge_work skip locked)
      update charge_work set lease_until = now() + interval '6 seconds'
      from held
      where charge_work.charge_id = held.charge_id
      """)
  void extend(List<UUID> chargeIds, List<Integer> leases);

  /**
   * Ends the lease. The charge is looked at again after so long (null: not until something is
   * heard), or at once if that was asked for meanwhile. Tells whether it was this instance's still.
   */
  @SqlUpdate(
      """
      update charge_work
      set lease_until = null,
        look_at = least(look_at, now() + :millis * interval '1 millisecond')
      where charge_id = :chargeId and lease = :lease
      """)
  boolean leave(UUID chargeId, int lease, @Nullable Long millis);

  /** Counts an answer of Stripe's, and whether it helped. */
  @SqlUpdate(
      """
      update charge_work
      set answers = answers + :answered,
        failures = case when :helped then 0 else failures + 1 end
      where charge_id = :chargeId
      """)
  void count(UUID chargeId, int answered, boolean helped);
}
