package ticketing.chassis.planted;

// breaks: chassisKeepsItsArrows
interface PlantedRoom {}
