package ticketing.tickets;

import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.EventLog;

// breaks: rowsArePure
record PlantedLogRow(Change<PlantedLogRow> last, EventLog log) {}
