package ticketing.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.ExecutorServiceManager;
import io.dropwizard.util.Duration;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;

/**
 * Hashes passwords with argon2id: 19 MiB, two passes, one lane (OWASP Password Storage Cheat
 * Sheet). A hash takes a core for about 100 ms, so few are made at a time and few more may wait.
 * They are made on threads of their own: on a request's virtual thread a hash would hold up
 * whatever else that core's carrier has to do.
 */
final class Passwords {

  /** The most hashes that wait for a core. */
  static final int MAX_WAITING = 64;

  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
  private static final int SALT_BYTES = 16;
  private static final int RETRY_AFTER_SECONDS = 1;

  private final ExecutorService workers;
  private final SecureRandom random = new SecureRandom();
  private final String nobodysHash;

  Passwords(ExecutorService workers) {
    this.workers = workers;
    this.nobodysHash = newHash(bytes(32));
  }

  /** Ends with the application. */
  static Passwords open(int atOnce, Environment environment) {
    var workers = workers(atOnce);
    environment
        .lifecycle()
        .manage(new ExecutorServiceManager(workers, Duration.seconds(10), "passwords"));
    return new Passwords(workers);
  }

  static ThreadPoolExecutor workers(int atOnce) {
    return new ThreadPoolExecutor(
        atOnce,
        atOnce,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(MAX_WAITING),
        Thread.ofPlatform().name("passwords-", 0).daemon().factory());
  }

  /**
   * The password's hash in the PHC string format, parameters and salt included.
   *
   * @throws ProblemException RATE_LIMITED when too many wait already
   */
  String hash(String password) {
    return await(() -> newHash(password.getBytes(UTF_8)));
  }

  /**
   * Whether the hash is this password's. Without a hash, for a user that does not exist, it is
   * false after as long a time.
   *
   * @throws ProblemException RATE_LIMITED when too many wait already
   */
  boolean matches(String password, @Nullable String hash) {
    String against = hash == null ? nobodysHash : hash;
    boolean same = await(() -> isHashOf(password.getBytes(UTF_8), against));
    return same && hash != null;
  }

  private String newHash(byte[] password) {
    return ARGON2ID.hash(password, bytes(SALT_BYTES)).getResult();
  }

  /** With the hash's own parameters: an older one may have others. */
  private static boolean isHashOf(byte[] password, String hash) {
    return Argon2Function.getInstanceFromHash(hash).check(password, hash.getBytes(UTF_8));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private <T> T await(Callable<T> work) {
    try {
      return workers.submit(work).get();
    } catch (RejectedExecutionException full) {
      throw ProblemException.retryLater(
          ErrorCode.RATE_LIMITED, "too many are signing in at the moment", RETRY_AFTER_SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be hashed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE, "the service is stopping", RETRY_AFTER_SECONDS);
    }
  }
}
