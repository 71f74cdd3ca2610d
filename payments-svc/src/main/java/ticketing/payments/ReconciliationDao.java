package ticketing.payments;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code reconciliation}. */
interface ReconciliationDao {

  /** Whether it is time, and no other instance's turn; the next turn is in a minute. */
  @SqlUpdate(
      """
      update reconciliation set next_at = now() + interval '1 minute' where next_at <= now()
      """)
  boolean takeTurn();

  /**
   * The turn to compare, if it is time and no other instance's: when the next one begins, after so
   * long.
   */
  @SqlQuery(
      """
      update reconciliation set compare_at = now() + :millis * interval '1 millisecond'
      where compare_at <= now()
      returning compare_at
      """)
  Optional<Instant> takeComparison(long millis);

  /** Has charges compared in a minute, if the turn is still this one. */
  @SqlUpdate(
      """
      update reconciliation set compare_at = now() + interval '1 minute' where compare_at = :turn
      """)
  void compareSoon(Instant turn);

  /** Tells whether the turn is still this one, and if so keeps it until the transaction ends. */
  @SqlUpdate("update reconciliation set compared_at = now() where compare_at = :turn")
  boolean compared(Instant turn);

  /** For how many seconds charges were not compared; none if they never were. */
  @SqlQuery("select extract(epoch from now() - compared_at) from reconciliation")
  Optional<Double> comparisonAge();
}
