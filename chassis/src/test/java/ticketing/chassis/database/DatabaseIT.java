package ticketing.chassis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import ticketing.chassis.testing.TestDatabase;
import ticketing.dev.LocalPostgres;

class DatabaseIT {

  @Test
  @Timeout(60)
  void aMigrationDoesNotWaitForALockWithoutEnd() {
    var fresh = LocalPostgres.shared().fresh();
    try (Handle other = TestDatabase.open(fresh).jdbi().open()) {
      other.execute("set idle_in_transaction_session_timeout = 0");
      other.begin();
      other.execute("lock table chassis_history in access exclusive mode");
      assertThatThrownBy(() -> TestDatabase.open(fresh))
          .isInstanceOf(FlywayException.class)
          .hasStackTraceContaining("lock timeout");
      other.rollback();
    }
  }

  /** What it prepared shows all columns, of which there are more by now. */
  @Test
  void aTableThatGrowsFailsNoTransactionOfWhoKnowsItAsItWas() {
    var database = TestDatabase.fresh();
    try (Handle old = database.jdbi().open();
        Handle next = database.jdbi().open()) {
      next.execute("create table things (id int)");
      for (int n = 0; n < 10; n++) {
        assertThat(things(old)).isEmpty();
      }
      next.execute("alter table things add column name text");
      assertThat(things(old)).isEmpty();
    }
  }

  private static List<Map<String, Object>> things(Handle handle) {
    return handle.inTransaction(
        transaction -> transaction.createQuery("select * from things").mapToMap().list());
  }
}
