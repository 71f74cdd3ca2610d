package ticketing.chassis.database;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.fasterxml.uuid.impl.UUIDUtil;
import java.time.Instant;
import java.util.UUID;

/** New ids of rows: UUIDv7 (RFC 9562), which sort by the time of their making. */
public final class Ids {

  private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

  private Ids() {}

  public static UUID next() {
    return GENERATOR.generate();
  }

  /** When an id was made, to the millisecond; the epoch for an id of another kind. */
  public static Instant madeAt(UUID id) {
    return id.version() == 7 ? Instant.ofEpochMilli(UUIDUtil.extractTimestamp(id)) : Instant.EPOCH;
  }
}
