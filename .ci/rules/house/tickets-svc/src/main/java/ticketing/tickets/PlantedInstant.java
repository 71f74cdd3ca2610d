package ticketing.tickets;

import java.time.Instant;
import java.util.function.Supplier;

// breaks: nobodyReadsTheWallClock
record PlantedInstant(Supplier<Instant> clock) {

  PlantedInstant() {
    this(Instant::now);
  }
}
