package ticketing.tickets;

import java.time.LocalDate;
import java.time.ZoneOffset;

// breaks: nobodyReadsTheWallClock
record PlantedToday(LocalDate today) {

  PlantedToday() {
    this(LocalDate.now(ZoneOffset.UTC));
  }
}
