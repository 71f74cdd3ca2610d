package ticketing.chassis.database;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.fasterxml.uuid.impl.UUIDUtil;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** New ids of rows: UUIDv7 (RFC 9562), which sort by the time of their making. */
public final class Ids {

  // An event takes milliseconds; what is older than this was heard of long ago.
  private static final Duration YOUNG = Duration.ofSeconds(5);

  private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

  private Ids() {}

  public static UUID next() {
    return GENERATOR.generate();
  }

  /** Whether a row was made so lately that not everybody may have heard of it. */
  public static boolean isYoung(UUID id, Instant now) {
    Duration age = Duration.between(madeAt(id), now);
    // Clocks differ; an id from far ahead is made up.
    return age.abs().compareTo(YOUNG) < 0;
  }

  /** To the millisecond; the epoch for an id of another kind. */
  private static Instant madeAt(UUID id) {
    return id.version() == 7 ? Instant.ofEpochMilli(UUIDUtil.extractTimestamp(id)) : Instant.EPOCH;
  }
}
