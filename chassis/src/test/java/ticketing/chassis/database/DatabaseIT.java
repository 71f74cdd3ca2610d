package ticketing.chassis.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
