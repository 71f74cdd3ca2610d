package ticketing.tickets.planted;

// breaks: modulesHaveOnePackageEach
interface PlantedRoom {}
