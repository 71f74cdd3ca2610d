package ticketing.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.bucket4j.BandwidthBuilder;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The table {@code buckets}, which Bucket4j reads and writes: all instances share its rows. */
final class BucketDao {

  /** How long a full bucket's row stays, so that one that is soon used again is not made anew. */
  private static final Duration KEPT_FULL = Duration.ofSeconds(10);

  private final PostgreSQLSelectForUpdateBasedProxyManager<byte[]> rows;

  BucketDao(DataSource database, InstantSource clock) {
    this.rows =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
            .primaryKeyMapper(PreparedStatement::setBytes)
            .table("buckets")
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_FULL))
            .clientClock(meter(clock))
            .build();
  }

  private static TimeMeter meter(InstantSource clock) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }

  /**
   * The bucket of what is counted; each use of it is a short transaction of its own.
   *
   * @param counted what, and whose: only its hash is stored
   * @param most how often, within the duration
   */
  Bucket bucket(String counted, int most, Duration within) {
    var limits =
        BucketConfiguration.builder()
            .addLimit(
                BandwidthBuilder.builder().capacity(most).refillIntervally(most, within).build())
            .build();
    return rows.builder().build(key(counted), () -> limits);
  }

  private static byte[] key(String counted) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(counted.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** Deletes rows of buckets that are full again; tells how many. */
  int sweep(int limit) {
    return rows.removeExpired(limit);
  }
}
