package ticketing.tickets;

// breaks: publicTypesOfServicesHaveAReason
public record PlantedOpen(String title) {}
