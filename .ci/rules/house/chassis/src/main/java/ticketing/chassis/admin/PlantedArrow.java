package ticketing.chassis.admin;

import ticketing.chassis.http.ProblemException;

// breaks: chassisKeepsItsArrows
record PlantedArrow(ProblemException problem) {}
