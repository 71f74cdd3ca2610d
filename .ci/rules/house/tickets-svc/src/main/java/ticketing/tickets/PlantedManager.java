package ticketing.tickets;

// breaks: typesHaveSpeakingNames
interface PlantedManager {}
