package ticketing.tickets;

import java.time.InstantSource;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.contracts.ErrorCode;

// breaks: rowsArePure
record PlantedClockRow(long version) {

  Decision<PlantedClockRow> change(InstantSource clock) {
    return new Refusal<>(ErrorCode.NOT_FOUND, "at " + clock.instant());
  }
}
