package ticketing.tickets;

import org.jdbi.v3.core.Jdbi;
import ticketing.chassis.events.Decision.Change;

// breaks: rowsArePure
record PlantedStorageRow(Change<PlantedStorageRow> last, PlantedStorage storage) {}

/** What a row must not reach by a detour either. */
record PlantedStorage(Jdbi jdbi) {}
