package ticketing.chassis.auth;

import ticketing.chassis.database.DatabaseConfig;

// breaks: chassisKeepsItsArrows
record PlantedArrow(DatabaseConfig database) {}
