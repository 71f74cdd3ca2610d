package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import ticketing.chassis.database.Database;
import ticketing.dev.LocalPostgres;

class SigningKeysIT {

  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30.123Z");

  @Test
  void instancesThatStartTogetherOnAnEmptyDatabaseAgreeOnOneKey() throws Exception {
    var jdbi = Database.open(TwoInstances.config(LocalPostgres.shared().fresh())).jdbi();
    var kids = new HashSet<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<SigningKeys> start = () -> SigningKeys.open(jdbi, NOW);
      for (Future<SigningKeys> started : threads.invokeAll(Collections.nCopies(8, start))) {
        var keys = started.resultNow();
        kids.add(keys.getPrivateKeyId());
        assertThat(keys.published()).hasSize(1);
        assertThat(keys.getPublicKeyById(keys.getPrivateKeyId())).isNotNull();
      }
    }
    assertThat(kids).hasSize(1);
  }

  @Test
  void keepsKeysAsTheyWere() {
    var jdbi = Database.open(TwoInstances.config(LocalPostgres.shared().fresh())).jdbi();
    var key = SigningKey.generate(NOW);
    jdbi.useExtension(SigningKeyDao.class, dao -> dao.insert(key));
    assertThat(jdbi.withExtension(SigningKeyDao.class, SigningKeyDao::all)).containsExactly(key);
    assertThat(SigningKeys.open(jdbi, NOW).getPrivateKey()).isEqualTo(key.privateKey());
  }
}
