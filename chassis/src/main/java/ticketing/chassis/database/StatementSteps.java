package ticketing.chassis.database;

import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.extension.ExtensionMethod;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.observe.Step;
import ticketing.chassis.observe.Trace;
import ticketing.chassis.observe.Tracing;

/**
 * Each statement as a step of the trace that it is run for, by the name of its Dao's method: what
 * is bound to it is nobody's business. What is run for no trace, such as a poll, is not told.
 */
record StatementSteps(Tracing tracing, SqlLogger others) implements SqlLogger {

  /** Where steps are told at all. */
  static void tell(Jdbi jdbi, Tracing tracing) {
    if (tracing.isOn()) {
      var statements = jdbi.getConfig(SqlStatements.class);
      statements.setSqlLogger(new StatementSteps(tracing, statements.getSqlLogger()));
    }
  }

  @Override
  public void logBeforeExecution(StatementContext statement) {
    others.logBeforeExecution(statement);
  }

  @Override
  public void logAfterExecution(StatementContext statement) {
    others.logAfterExecution(statement);
    tell(statement, null);
  }

  @Override
  public void logException(StatementContext statement, SQLException failure) {
    others.logException(statement, failure);
    tell(statement, failure);
  }

  private void tell(StatementContext statement, @Nullable SQLException failure) {
    Instant from = statement.getExecutionMoment();
    if (from == null || !Step.current().isTold()) {
      return;
    }
    try (Step step = tracing.begin(Tracing.Kind.ASKS, name(statement), Trace.current(), from)) {
      step.tell("db.system.name", "postgresql");
      if (failure != null) {
        step.failed(String.valueOf(failure.getSQLState()));
      }
    }
  }

  private static String name(StatementContext statement) {
    ExtensionMethod dao = statement.getExtensionMethod();
    return dao == null
        ? "statement"
        : dao.getType().getSimpleName() + "." + dao.getMethod().getName();
  }
}
