package ticketing.tickets;

/** The door that a listener must not use. */
interface PlantedService {}
