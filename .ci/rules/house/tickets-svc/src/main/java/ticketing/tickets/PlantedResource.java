package ticketing.tickets;

import org.jdbi.v3.core.Jdbi;

// breaks: resourcesAreDoorsAlone
public record PlantedResource(Jdbi jdbi) {}
