package ticketing.dev;

import ticketing.planted.Elsewhere;

// breaks: devKnowsNoService
record PlantedService(Elsewhere elsewhere) {}
