package ticketing.payments;

import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code reconciliation}. */
interface ReconciliationDao {

  /** Whether it is time, and no other instance's turn; the next turn is in a minute. */
  @SqlUpdate(
      """
      update reconciliation set next_at = now() + interval '1 minute' where next_at <= now()
      """)
  boolean takeTurn();
}
