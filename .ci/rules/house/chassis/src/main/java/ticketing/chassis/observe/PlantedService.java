package ticketing.chassis.observe;

import ticketing.planted.Elsewhere;

// breaks: chassisKnowsNoService
record PlantedService(Elsewhere elsewhere) {}
