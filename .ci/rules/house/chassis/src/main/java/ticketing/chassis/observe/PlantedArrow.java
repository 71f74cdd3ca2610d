package ticketing.chassis.observe;

import ticketing.chassis.http.ProblemException;

// breaks: chassisKeepsItsArrows
record PlantedArrow(ProblemException problem) {}
