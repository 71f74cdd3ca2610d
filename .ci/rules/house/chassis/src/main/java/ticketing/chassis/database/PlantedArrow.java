package ticketing.chassis.database;

import ticketing.chassis.events.Event;

// breaks: chassisKeepsItsArrows
record PlantedArrow(Event<?> event) {}
