package ticketing.chassis.observe;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells failures that pass by themselves, so that the same may be tried again, from the others. */
public final class PassingFailure {

  // https://www.postgresql.org/docs/18/errcodes-appendix.html: connection, rollback (deadlock,
  // serialization), insufficient resources; lock not available, idle-in-transaction, shutdown, and
  // a statement that was slower than our own statement_timeout.
  private static final Set<String> CLASSES = Set.of("08", "40", "53");
  private static final Set<String> CODES =
      Set.of("55P03", "25P03", "57014", "57P01", "57P02", "57P03", "57P05");

  private PassingFailure() {}

  /** Whether the database was away, busy or in the way of another transaction. */
  public static boolean is(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && passes(sql.getSQLState(), sql)) {
        return true;
      }
    }
    return false;
  }

  private static boolean passes(@Nullable String state, SQLException sql) {
    if (state == null) {
      // The pool's own: no connection to be had in time.
      return sql instanceof org.apache.tomcat.jdbc.pool.PoolExhaustedException;
    }
    return CODES.contains(state)
        || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)));
  }
}
