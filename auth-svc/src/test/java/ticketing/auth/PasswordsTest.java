package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;

class PasswordsTest {

  private static final String PASSWORD = "pässword 😀";

  private final ThreadPoolExecutor workers = Passwords.workers(2);
  private final Passwords passwords = new Passwords(workers);

  @AfterEach
  void close() {
    workers.shutdownNow();
  }

  @Test
  void hashesWithArgon2idAndASaltOfItsOwn() {
    String hash = passwords.hash(PASSWORD);
    assertThat(hash)
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    assertThat(passwords.hash(PASSWORD)).isNotEqualTo(hash);
    assertThat(passwords.matches(PASSWORD, hash)).isTrue();
    assertThat(passwords.matches("pässword 😁", hash)).isFalse();
  }

  @Test
  void knowsAHashThatAnotherProgramMadeWithOtherParameters() {
    // The reference implementation's own: https://github.com/P-H-C/phc-winner-argon2, src/test.c
    String foreign =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    assertThat(passwords.matches("password", foreign)).isTrue();
    assertThat(passwords.matches("passwort", foreign)).isFalse();
  }

  @Test
  void hashesForNobodyToo() {
    assertThat(passwords.matches(PASSWORD, null)).isFalse();
    assertThat(workers.getTaskCount()).isOne();
  }

  @Test
  void refusesWhenTooManyWaitAlready() throws Exception {
    var done = new CountDownLatch(1);
    List<Future<?>> others = new ArrayList<>();
    for (int i = 0; i < 2 + Passwords.MAX_WAITING; i++) {
      others.add(
          workers.submit(() -> {
            done.await();
            return null;
          }));
    }
    assertThatThrownBy(() -> passwords.hash(PASSWORD))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo(ErrorCode.RATE_LIMITED);
              assertThat(refused.problem().retryAfterSeconds()).isOne();
            });
    done.countDown();
    for (Future<?> other : others) {
      other.get();
    }
    assertThat(passwords.hash(PASSWORD)).startsWith("$argon2id$");
  }

  @Test
  void keepsItsBounds() {
    assertThat(Passwords.MAX_WAITING).isEqualTo(64);
    assertThat(workers.getMaximumPoolSize()).isEqualTo(2);
  }
}
