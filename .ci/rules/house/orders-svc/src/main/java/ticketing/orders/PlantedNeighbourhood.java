package ticketing.orders;

import ticketing.planted.Elsewhere;

// breaks: servicesKnowContractsAndChassisAlone
record PlantedNeighbourhood(Elsewhere elsewhere) {}
