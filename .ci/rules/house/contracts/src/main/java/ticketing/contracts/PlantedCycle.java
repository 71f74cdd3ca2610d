package ticketing.contracts;

import ticketing.contracts.events.Source;

// breaks: packagesHaveNoCycles
record PlantedCycle(Source source) {}
