package ticketing.contracts;

import ticketing.planted.Elsewhere;

// breaks: contractsStandOnNothingOfOurs
record PlantedFoundation(Elsewhere elsewhere) {}
