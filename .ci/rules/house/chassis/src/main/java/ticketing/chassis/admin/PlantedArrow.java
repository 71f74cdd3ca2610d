package ticketing.chassis.admin;

import ticketing.chassis.observe.Secret;

// breaks: chassisKeepsItsArrows
record PlantedArrow(Secret secret) {}
