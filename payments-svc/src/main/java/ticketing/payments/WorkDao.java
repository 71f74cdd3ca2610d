package ticketing.payments;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The table {@code charge_work}. Its clock is the database's. */
interface WorkDao {

  /** A charge that this instance may work at until its lease ends. */
  record Work(UUID chargeId, int answers, int failures) {}

  /** Has the worker look at the charge now. */
  default void lookNow(UUID chargeId) {
    lookAfter(chargeId, 0);
  }

  @SqlUpdate(
      """
      insert into charge_work (charge_id, look_at)
      values (:chargeId, now() + :millis * interval '1 millisecond')
      on conflict (charge_id) do update set look_at = excluded.look_at
      """)
  void lookAfter(UUID chargeId, long millis);

  /** Has the worker look at the charge then; null: not until something is heard. */
  @SqlUpdate("update charge_work set look_at = :at where charge_id = :chargeId")
  void lookAt(UUID chargeId, @Nullable Instant at);

  /** Leases charges that are to be looked at now, for 30 s: longer than a call to Stripe takes. */
  @SqlQuery(
      """
      update charge_work
      set lease_until = now() + interval '30 seconds'
      where charge_id in (
        select charge_id from charge_work
        where look_at <= now() and (lease_until is null or lease_until < now())
        order by look_at
        limit :limit
        for update skip locked)
      returning charge_id, answers, failures
      """)
  @RegisterConstructorMapper(Work.class)
  List<Work> lease(int limit);

  @SqlUpdate(
      """
      update charge_work set lease_until = now() + interval '30 seconds'
      where charge_id = :chargeId
      """)
  void extendLease(UUID chargeId);

  @SqlUpdate("update charge_work set lease_until = null where charge_id = :chargeId")
  void release(UUID chargeId);

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
