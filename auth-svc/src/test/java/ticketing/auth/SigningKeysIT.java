package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import ticketing.chassis.testing.TestDatabase;

class SigningKeysIT {

  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30.123Z");

  private final Jdbi jdbi = TestDatabase.fresh().jdbi();

  @Test
  void anInstanceThatStartsWhileAnotherMakesTheFirstKeyTakesThatOne() throws Exception {
    var first = SigningKey.generate(NOW, NOW);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<CurrentKeys> second =
          jdbi.inTransaction(handle -> {
            var dao = handle.attach(SigningKeyDao.class);
            handle.execute("set local idle_in_transaction_session_timeout = 0");
            dao.lock();
            var started = threads.submit(() -> open(NOW));
            await().until(() -> waiting() == 1);
            dao.insert(first);
            return started;
          });
      assertThat(second.get().getPrivateKeyId()).isEqualTo(first.kid());
      assertThat(second.get().published()).containsExactly(first);
    }
  }

  private int waiting() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select count(*) from pg_locks
                where relation = 'signing_keys'::regclass and not granted
                """)
            .mapTo(int.class)
            .one());
  }

  @Test
  void aRestartKeepsTheKey() {
    var first = open(NOW);
    var again = open(NOW.plusSeconds(60));
    assertThat(again.getPrivateKeyId()).isEqualTo(first.getPrivateKeyId());
    assertThat(again.getPrivateKey()).isEqualTo(first.getPrivateKey());
    assertThat(again.published()).hasSize(1).containsExactlyElementsOf(first.published());
    assertThat(again.getPublicKeyById(first.getPrivateKeyId()))
        .isEqualTo(first.published().iterator().next().publicKey());
  }

  private CurrentKeys open(Instant now) {
    var config = new KeysConfig(Duration.ofDays(30), Duration.ofSeconds(10));
    return CurrentKeys.open(jdbi, config, () -> now);
  }
}
