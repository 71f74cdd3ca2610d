package ticketing.tickets;

import jakarta.ws.rs.core.Response;

// breaks: restIsInResourcesAndChassisAlone
record PlantedRest(Response response) {}
