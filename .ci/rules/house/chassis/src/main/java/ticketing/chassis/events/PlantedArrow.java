package ticketing.chassis.events;

import ticketing.chassis.http.ProblemException;

// breaks: chassisKeepsItsArrows
record PlantedArrow(ProblemException problem) {}
