package ticketing.tickets;

// breaks: listenersAndServicesNeverMeet
record PlantedListener(PlantedService service) {}
