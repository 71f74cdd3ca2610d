package ticketing.chassis.http;

import ticketing.chassis.events.Event;

// breaks: chassisKeepsItsArrows
record PlantedArrow(Event<?> event) {}
